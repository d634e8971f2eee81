/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.List;

/** What a client does within a transaction, the way its style does it. */
public interface Statements {

    /** The first column of all rows. */
    List<Long> query(String sql, long... parameters) throws Exception;

    /** The number of rows that were changed. */
    int update(String sql, long... parameters) throws Exception;

    /** Inserts a row into {@code item} and returns the key that the server made for it. */
    long insertItem(long token) throws Exception;

    /** Inserts rows into {@code step}, in one batch. */
    void insertSteps(List<Long> tokens) throws Exception;

    /** Does something and rolls it back to a savepoint before it; the transaction goes on. */
    void undone(Application.Body body) throws Exception;
}
