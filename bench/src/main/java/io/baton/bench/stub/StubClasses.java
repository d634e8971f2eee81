/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;
import org.jspecify.annotations.Nullable;

/**
 * Complete classes of the abstract ones of this package: the methods that are missing do nothing and return null, 0 or
 * false. There are several of each kind, alike but for their names, as an application with several drivers has them:
 * call sites that have seen three classes are not compiled for one.
 */
final class StubClasses {

    private static final int KINDS = 3;

    private static final List<StubClasses> ALL =
            IntStream.range(0, KINDS).mapToObj(kind -> new StubClasses()).toList();

    private final Class<? extends StubConnection> connection = complete(StubConnection.class);
    private final Class<? extends StubStatement> statement = complete(StubStatement.class);
    private final Class<? extends StubResult> result = complete(StubResult.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<StubConnection> closed = new ArrayDeque<>();

    /** One that was closed before, if there is one, because making one costs more than wrapping it does. */
    static StubConnection connect(int kind) {
        return ALL.get(kind).connect();
    }

    private StubConnection connect() {
        StubConnection again = takeClosed();
        if (again != null) {
            return again.open();
        }
        StubConnection made = create(connection);
        made.use(this, newStatement(), newStatement());
        return made;
    }

    private @Nullable StubConnection takeClosed() {
        lock.lock();
        try {
            return closed.poll();
        } finally {
            lock.unlock();
        }
    }

    void closed(StubConnection by) {
        lock.lock();
        try {
            closed.push(by);
        } finally {
            lock.unlock();
        }
    }

    private StubStatement newStatement() {
        StubStatement made = create(statement);
        made.use(create(result), create(result));
        return made;
    }

    private static <T> Class<? extends T> complete(Class<T> type) {
        return new ByteBuddy()
                .subclass(type)
                .method(isAbstract())
                .intercept(StubMethod.INSTANCE)
                .make()
                .load(type.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }

    private static <T> T create(Class<T> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
