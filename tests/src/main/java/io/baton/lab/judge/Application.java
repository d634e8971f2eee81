/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

/**
 * A way to use a database: plain JDBC, or a framework. One for all clients of that style. Thread-safe.
 */
public interface Application extends AutoCloseable {

    /** The style, in words. */
    String name();

    /**
     * Does the work in one transaction and commits it; rolls back when something is thrown.
     *
     * @throws Exception what the style throws, the driver's exception being among its causes
     */
    void transact(Body body) throws Exception;

    /** Ends its connections. */
    @Override
    void close();

    /** The work of a transaction. */
    @FunctionalInterface
    interface Body {
        void run(Statements statements) throws Exception;
    }
}
