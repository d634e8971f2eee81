/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.util.List;

/** As {@link Texts}, for MySQL and MariaDB, with errors of every kind that is cheap to have. */
final class GtidTexts {
    private GtidTexts() {}

    static final String RESET = """
            DROP TABLE IF EXISTS extra, child, kinds, moved; DROP VIEW IF EXISTS seen;
            CREATE TABLE kinds (id INT AUTO_INCREMENT PRIMARY KEY, i INT, l BIGINT, d DOUBLE, n DECIMAL(12,3), t TEXT,
              v VARCHAR(20), b BOOLEAN, y VARBINARY(40), dt DATE, tm TIME, ts DATETIME(3), s SMALLINT UNSIGNED,
              c CHAR(3) NOT NULL DEFAULT 'x', u INT UNIQUE, CHECK (i < 1000));
            CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES kinds (id));
            INSERT INTO kinds (i, l, d, n, t, v, b, y, dt, tm, ts, s, c, u)
              VALUES (1, 1000000007, 0.5, 0.143, 'text 1', 'v1', 0, X'0001', '2026-01-02', '10:01:00', '2026-03-29 01:30:00', 1, 'c1', 1),
                (2, 2000000014, 1.5, 0.286, 'text 2', 'v2', 1, X'0002', '2026-01-03', '10:02:00', '2026-03-29 02:30:00', 2, 'c2', 2),
                (3, 3000000021, 2.5, 0.429, 'text 3', 'v3', 0, X'0003', '2026-01-04', '10:03:00', '2026-03-29 03:30:00', 3, 'c3', 3),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'c4', NULL);
            INSERT INTO child VALUES (1, 1);
            CREATE TABLE moved (id INT); CREATE VIEW seen AS SELECT id, i FROM kinds
            """;

    static final String CONTENTS =
            "SELECT CONCAT(COUNT(*), ' rows, ', SHA2(GROUP_CONCAT(CONCAT_WS(',', id, i, l, d, n, t, v, b, y, dt, tm,"
                    + " ts, s, c, u) ORDER BY id), 256), (SELECT COUNT(*) FROM child)) FROM kinds";

    /** Each a statement of its own. */
    static final List<String> ROUTINES = List.of(
            "CREATE PROCEDURE add_kind(n INT) INSERT INTO kinds (i) VALUES (n)",
            "CREATE PROCEDURE in_and_out(INOUT a INT, OUT b TEXT) BEGIN SET a = a + 1; SET b = CONCAT('b', a); END",
            "CREATE PROCEDURE rows_of(n INT) SELECT id, t FROM kinds ORDER BY id LIMIT n",
            "CREATE PROCEDURE raises_08006() BEGIN INSERT INTO kinds (i) VALUES (91); SIGNAL SQLSTATE '08006'"
                    + " SET MESSAGE_TEXT = 'own'; END",
            "CREATE PROCEDURE raises_40001() SIGNAL SQLSTATE '40001' SET MESSAGE_TEXT = 'own', MYSQL_ERRNO = 1213",
            "CREATE PROCEDURE raises_08s01() SIGNAL SQLSTATE '08S01' SET MESSAGE_TEXT = 'own', MYSQL_ERRNO = 1053",
            "CREATE PROCEDURE raises_25006() SIGNAL SQLSTATE '25006' SET MESSAGE_TEXT = 'read-only', MYSQL_ERRNO = 1290",
            "CREATE PROCEDURE raises_70100() SIGNAL SQLSTATE '70100' SET MESSAGE_TEXT = 'own', MYSQL_ERRNO = 1317",
            "CREATE PROCEDURE warns() SIGNAL SQLSTATE '01000' SET MESSAGE_TEXT = 'careful', MYSQL_ERRNO = 1642",
            "CREATE PROCEDURE switches_off() SET autocommit = 0",
            "CREATE PROCEDURE begins() BEGIN START TRANSACTION; INSERT INTO kinds (i) VALUES (92); END",
            "CREATE PROCEDURE commits() BEGIN INSERT INTO kinds (i) VALUES (93); COMMIT; INSERT INTO kinds (i) VALUES (94); END",
            "CREATE PROCEDURE rolls_back() BEGIN INSERT INTO kinds (i) VALUES (95); ROLLBACK; END",
            "CREATE FUNCTION plus(a INT, b INT) RETURNS INT DETERMINISTIC RETURN a + b");

    private static final List<String> READS = List.of(
            "SELECT * FROM kinds ORDER BY id",
            "SELECT id, i, t FROM kinds ORDER BY id",
            "SELECT id, t, ts FROM kinds WHERE i > 1 ORDER BY id DESC",
            "SELECT COUNT(*) AS n FROM kinds",
            "SELECT 1 AS id WHERE FALSE",
            "SELECT * FROM seen ORDER BY id",
            "SHOW VARIABLES LIKE 'sql_mode'",
            "SELECT plus(1, 2)",
            "SELECT REPEAT('long ', 5000) AS t",
            "SELECT CAST('12x' AS SIGNED)",
            "SELECT {fn ucase('x')} AS t, {d '2026-02-03'} AS dt",
            "WITH x AS (SELECT 1 AS id) SELECT * FROM x");

    /** What the server tells of the statement before, and of the session. */
    private static final List<String> LAST = List.of(
            "SELECT ROW_COUNT()",
            "SELECT FOUND_ROWS()",
            "SELECT LAST_INSERT_ID()",
            "SELECT @@identity",
            "SHOW WARNINGS",
            "SHOW ERRORS",
            "SHOW COUNT(*) WARNINGS",
            "SELECT @@warning_count, @@error_count",
            "GET DIAGNOSTICS @n = NUMBER, @r = ROW_COUNT",
            "SELECT @n, @r",
            "SELECT @@autocommit",
            "INSERT INTO kinds (i, u) VALUES (ROW_COUNT(), NULL)",
            "INSERT INTO kinds (i, l) VALUES (FOUND_ROWS(), LAST_INSERT_ID())");

    /** What a COMMIT leaves as it is. */
    private static final List<String> KEPT =
            List.of("SELECT LAST_INSERT_ID()", "SELECT @@identity", "SELECT @@autocommit");

    private static final List<String> WRITES = List.of(
            "INSERT INTO kinds (i, t) VALUES (20, 'new')",
            "INSERT INTO kinds (i) VALUES (30), (31), (32)",
            "INSERT INTO kinds (i) SELECT i + 100 FROM kinds WHERE i < 3",
            "UPDATE kinds SET t = CONCAT(t, '!') WHERE i < 3",
            "UPDATE kinds SET t = t",
            "DELETE FROM kinds WHERE i = 3",
            "INSERT IGNORE INTO kinds (id) VALUES (1)",
            "INSERT INTO kinds (u, i) VALUES (1, 5) ON DUPLICATE KEY UPDATE i = 55",
            "REPLACE INTO kinds (u, i) VALUES (2, 6)",
            "CREATE TABLE IF NOT EXISTS extra (id INT)",
            "INSERT INTO extra VALUES (1)",
            "DROP TABLE IF EXISTS extra",
            "TRUNCATE moved",
            "CALL add_kind(50)",
            "CALL warns()",
            "{call add_kind(60)}");

    private static final List<String> WRONG = List.of(
            "SELEC 1",
            "SELECT * FROM missing",
            "SELECT missing FROM kinds",
            "INSERT INTO kinds (i) VALUES (1 / 0)",
            "INSERT INTO kinds (id) VALUES (1)",
            "INSERT INTO kinds (u) VALUES (9), (1)",
            "INSERT INTO kinds (i) VALUES (2000)",
            "INSERT INTO kinds (c) VALUES (NULL)",
            "INSERT INTO kinds (s) VALUES (-1)",
            "INSERT INTO kinds (dt) VALUES ('2026-13-01')",
            "INSERT INTO kinds (v) VALUES ('longer than twenty characters')",
            "INSERT INTO child VALUES (9, 999)",
            "DELETE FROM kinds WHERE id = 1",
            "INSERT INTO missing VALUES (1)",
            "SELECT ?",
            "",
            ";",
            "-- nothing",
            "SELECT (SELECT id FROM kinds)",
            "SELECT EXP(9999)",
            "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'own'",
            "CALL raises_08006()",
            "CALL raises_40001()",
            "CALL raises_08s01()",
            "CALL raises_25006()",
            "CALL raises_70100()",
            "CALL missing()",
            "KILL QUERY CONNECTION_ID()",
            "CREATE TABLE kinds (id INT)",
            "ROLLBACK TO SAVEPOINT missing",
            "RELEASE SAVEPOINT missing",
            "LOCK TABLES missing READ",
            "SET SESSION missing = 1",
            "SET sql_mode = 'missing'",
            "SELECT 1; SELECT * FROM missing");

    private static final List<String> SESSION = List.of(
            "BEGIN",
            "START TRANSACTION READ ONLY",
            "COMMIT",
            "ROLLBACK",
            "COMMIT AND CHAIN",
            "SAVEPOINT a",
            "ROLLBACK TO SAVEPOINT a",
            "RELEASE SAVEPOINT a",
            "SET autocommit = 0",
            "SET autocommit = 1",
            "SET @@SESSION.autocommit = OFF",
            "CALL switches_off()",
            "CALL begins()",
            "CALL commits()",
            "CALL rolls_back()",
            "SET sql_mode = ''",
            "SET sql_mode = DEFAULT",
            "SET @v = 7",
            "SELECT @v",
            "SELECT @w := 8",
            "SET NAMES utf8mb4",
            "SET time_zone = '+09:00'",
            "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SET TRANSACTION READ ONLY",
            "SET SESSION TRANSACTION READ ONLY",
            "SET SESSION TRANSACTION READ WRITE",
            "CREATE TEMPORARY TABLE scratch (id INT)",
            "INSERT INTO scratch VALUES (1)",
            "SELECT * FROM scratch",
            "DROP TEMPORARY TABLE scratch",
            "SELECT GET_LOCK(CONCAT(DATABASE(), 'x'), 0)",
            "SELECT RELEASE_ALL_LOCKS() >= 0",
            "LOCK TABLES kinds WRITE, child READ",
            "UNLOCK TABLES",
            "PREPARE q FROM 'SELECT 1'",
            "EXECUTE q",
            "DEALLOCATE PREPARE q",
            "SET insert_id = 500");

    private static final List<String> PREPARED = List.of(
            "SELECT * FROM kinds WHERE id = ?",
            "SELECT id, i, t FROM kinds WHERE i > ? AND t <> ? ORDER BY id",
            "INSERT INTO kinds (i, t) VALUES (?, ?)",
            "INSERT INTO kinds (i, l, d, n, t) VALUES (?, ?, ?, ?, ?)",
            "UPDATE kinds SET t = ? WHERE id = ?",
            "INSERT INTO kinds (y, dt, ts, b) VALUES (?, ?, ?, ?)",
            "SELECT CAST(? AS CHAR)",
            "SET @v = ?",
            "SELECT * FROM missing WHERE id = ?",
            "SELECT ? AS a, ?",
            "DELETE FROM kinds WHERE id = ?",
            "SELECT ROW_COUNT(), ?");

    private static final List<String> CALLS = List.of(
            "{call warns()}", "{call missing()}", "{call rows_of(2)}", "call add_kind(7)", "{call raises_08006()}");

    /** A procedure that raises what a server says when it goes away is not believed to have committed nothing. */
    private static final List<String> OWN =
            WRONG.stream().filter(text -> !text.contains("08s01")).toList();

    /** Where a transaction of Baton's own is around each write, it has the last word. */
    static final Vocabulary WITHOUT_LAST = new Vocabulary(
            List.of(READS, READS, WRITES, WRITES, WRITES, OWN, OWN, SESSION, SESSION, KEPT, KEPT),
            READS,
            WRITES,
            PREPARED.subList(0, PREPARED.size() - 1),
            CALLS);

    static final Vocabulary VOCABULARY = new Vocabulary(
            List.of(READS, READS, WRITES, WRITES, WRITES, WRONG, WRONG, SESSION, SESSION, LAST, LAST, LAST),
            READS,
            WRITES,
            PREPARED,
            CALLS);

    /** What is to be seen of a session in the end. */
    static List<Step> epilogue(boolean last) {
        List<Step> steps = Sequence.getters();
        steps.add(0, Sequence.query("SELECT @@autocommit, @@sql_mode, @@time_zone, @v, @w"));
        steps.add(0, Sequence.query("SELECT LAST_INSERT_ID(), @@identity"));
        if (last) {
            steps.add(0, Sequence.query("SELECT ROW_COUNT(), @@warning_count, @@error_count"));
            steps.add(0, Sequence.query("SHOW WARNINGS"));
        }
        return steps;
    }
}
