/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

/** What becomes of one JDBC method. Each constant shows the body that the generator gives the method. */
enum Rule {
    /**
     * Answered by the vendor's object, no failover: {@code try { return delegate().getMaxRows(); } catch (e) { throw
     * failure(e); }}.
     */
    FORWARD,

    /**
     * As {@link #FORWARD}, then remembered, to be applied again when the statement is made anew on another node:
     * {@code configured(SET_MAX_ROWS, ..)} for an attribute of a statement, {@code bind(p0, 0, (x, i) -> ..)} for a parameter,
     * {@code registered(p0, ..)} for an OUT parameter. Of an object nothing is remembered but what was captured of it: {@code
     * Object c1 = capture(p1); p1 = null;}, which the compiler lets no lambda hold on to any more.
     */
    CONFIGURE,

    /** As {@link #FORWARD}, and the transaction that it belongs to cannot be replayed from now on: {@code once()}. */
    ONCE,

    /**
     * Reaches the server: {@code begin(sql)} gives the delegate; a failure goes to {@code recover(e, sql, call)}, which
     * may make the call again on another node. In a transaction a statement's call is written down with what it returned,
     * {@code if (journals()) journal(sql, call, r)}. Outside, the call is an object only once it has failed.
     */
    EXECUTE,

    /** As {@link #EXECUTE}, and the result is wrapped: {@code return wrap(d.executeQuery(p0))}. */
    QUERY,

    /**
     * Asks the server what the statement is like and runs nothing: {@code ask()} gives the delegate, a failure goes to {@code
     * askAgain(e, call)}. In a transaction what the application learns by it is written down, {@code described(call, raw)}.
     */
    DESCRIBE,

    /**
     * As {@link #FORWARD}, of the row that a result stands on, or of a description: a failure goes to {@code readAgain(e, call)},
     * which may make the call in the same row, or of the same description, on another node.
     */
    READ,

    /**
     * Asks what the database is like, on whatever node the session stands: {@code inquire("getURL", x -> x.getURL())}. The last answer of
     * any node is remembered, for as long as there is none.
     */
    INQUIRE,

    /** As {@link #INQUIRE}, where all nodes of a cluster answer the same: {@code constant(..)} looks for none while it is remembered. */
    CONSTANT,

    /**
     * As {@link #FORWARD}, and the result is wrapped: {@code return wrap(d.getResultSet())}. The results of a statement are
     * written down with its execution.
     */
    RESULT,

    /**
     * Makes a statement; the wrapper keeps the call to make it anew on another node, and the text: {@code return
     * preparedStatement(p0, (x, sql) -> x.prepareStatement(sql, p1))}. Array arguments are copied first.
     */
    CREATE,

    /** Nothing is generated: written by hand, above or below the generated class. */
    OWN;

    /** Whether this rule can be applied to a method with these results and exceptions. */
    boolean fits(JdbcMethod method) {
        return switch (this) {
            case FORWARD, ONCE, EXECUTE -> method.throwsSqlException() && !method.returnsWrapped();
            case READ, INQUIRE, CONSTANT ->
                method.throwsSqlException() && !method.returnsWrapped() && !method.returnsVoid();
            case CONFIGURE -> method.throwsSqlException() && method.returnsVoid();
            case DESCRIBE, QUERY, RESULT -> method.throwsSqlException() && method.returnsBound();
            case CREATE -> method.throwsSqlException() && method.returnsStatement();
            case OWN -> true;
        };
    }
}
