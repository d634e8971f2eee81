/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Texts that change a session of MySQL or MariaDB, one after the other, each list with the question that shows it. */
final class SessionStates {

    private SessionStates() {}

    static Stream<Arguments> all() {
        return Stream.of("""
                        SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY | isolation 2 # SELECT @@transaction_isolation, @@transaction_read_only
                        SET SESSION TRANSACTION READ ONLY, ISOLATION LEVEL READ COMMITTED # SELECT @@transaction_isolation, @@transaction_read_only
                        CREATE TEMPORARY TABLE altered (a INT) | DROP TABLE IF EXISTS other.altered # SELECT a FROM altered
                        CREATE TEMPORARY TABLE altered (a INT) | USE other | DROP TABLE IF EXISTS altered | USE app # SELECT a FROM altered
                        CREATE TEMPORARY TABLE shadow (a INT) | ALTER TABLE shadow RENAME TO altered | DROP TABLE IF EXISTS shadow # SELECT a FROM altered
                        CREATE/**/TEMPORARY/**/TABLE altered (a INT) # SELECT a FROM altered
                        DO `GET_LOCK`('a', 0) # SELECT IS_USED_LOCK('a') = CONNECTION_ID()
                        SELECT GET_LOCK('a', 0) | SELECT GET_LOCK('b', 0) | DO RELEASE_LOCK('b') # SELECT IS_USED_LOCK('a') = CONNECTION_ID()
                        SELECT GET_LOCK('a', 0) | SELECT CASE WHEN 1 = 0 THEN RELEASE_LOCK('a') END # SELECT IS_USED_LOCK('a') = CONNECTION_ID()
                        SELECT GET_LOCK('a', 0) | DO RELEASE_LOCK('a') # SELECT IS_USED_LOCK('a') = CONNECTION_ID()
                        SET timestamp = 1000000000 | SET @v = CURRENT_TIMESTAMP | SET timestamp = DEFAULT # SELECT @v
                        SET @v = 1, @v = NULL # SELECT @v
                        SET @v := 1.50, @w = -2e3, @x = x'41' # SELECT @v, @w, @x
                        SET sql_mode = 'NO_BACKSLASH_ESCAPES' | SET @v = 'a\\b' | SET sql_mode = '' # SELECT @v
                        SET sql_mode = 'ANSI_QUOTES' | SET @"a b" = 'x' # SELECT @`a b`
                        SET @@session.`lock_wait_timeout` = 7, LOCAL net_read_timeout = 8 # SELECT @@lock_wait_timeout, @@net_read_timeout
                        SET collation_connection = utf8mb4_bin | SET @v = 'x' | SET collation_connection = utf8mb4_general_ci # SELECT @v, COLLATION(@v)
                        SET timestamp = 1000000000 # SELECT NOW()
                        PREPARE q FROM 'SELECT 1' | PREPARE r FROM 'SELECT 2' | DROP PREPARE r # EXECUTE q
                        """.split("\n"))
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split(" # ", -1))
                .map(parts -> Arguments.of(parts[0], parts[1]));
    }
}
