/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import java.io.IOException;
import java.time.Duration;

/**
 * Knows something of a cluster that its nodes do not say, for example the REST interface of Patroni. Asked by one thread at a
 * time. A provider that fails is as good as none: nothing that was learnt before is taken away.
 */
public interface TopologyProvider extends AutoCloseable {

    /** What logs and reasons call it, without credentials: {@code Patroni}. */
    String name();

    /**
     * What it knows now. Several addresses of one source are the provider's own business.
     *
     * @param timeout how long this may take altogether
     * @throws IOException when it cannot be reached or says nothing that makes sense
     */
    Hints ask(Duration timeout) throws IOException, InterruptedException;

    /** Ends what it holds; called once, perhaps while it is being asked. */
    @Override
    default void close() {}
}
