/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import io.baton.driver.internal.bound.NotRepeatable;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be done with all that a statement was told. */
final class Bindings {

    private Bindings() {}

    /**
     * Tells it all.
     *
     * @throws NotRepeatable when something of it cannot be told again; the rest was told
     */
    static <S> void tell(@Nullable Binding<S>[] told, S delegate) throws SQLException {
        NotRepeatable missing = null;
        for (int i = 0; i < told.length; i++) {
            Binding<S> binding = told[i];
            try {
                if (binding != null) {
                    binding.applyTo(delegate, i);
                }
            } catch (NotRepeatable e) {
                missing = e;
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    static <S> void forEachCaptured(@Nullable Binding<S>[] told, Consumer<Captured> visitor) {
        for (Binding<S> binding : told) {
            if (binding != null) {
                binding.forEachCaptured(visitor);
            }
        }
    }

    /** The first answer to a question about each value; null when there is none. */
    static <S> @Nullable NotRepeatable first(
            @Nullable Binding<S>[] told, Function<Captured, @Nullable NotRepeatable> question) {
        Answer answer = new Answer(question);
        forEachCaptured(told, answer);
        return answer.first;
    }

    private static final class Answer implements Consumer<Captured> {
        private final Function<Captured, @Nullable NotRepeatable> question;
        private @Nullable NotRepeatable first;

        Answer(Function<Captured, @Nullable NotRepeatable> question) {
            this.question = question;
        }

        @Override
        public void accept(Captured value) {
            if (first == null) {
                first = question.apply(value);
            }
        }
    }

    /** Parameters as they were bound. */
    static final class Row<S> implements Setting<S> {
        private final @Nullable Binding<S>[] bindings;

        /** @param bindings which nobody changes any more */
        Row(@Nullable Binding<S>[] bindings) {
            this.bindings = bindings;
        }

        @Override
        public void applyTo(S delegate) throws SQLException {
            tell(bindings, delegate);
        }

        @Override
        public void forEachCaptured(Consumer<Captured> visitor) {
            Bindings.forEachCaptured(bindings, visitor);
        }
    }
}
