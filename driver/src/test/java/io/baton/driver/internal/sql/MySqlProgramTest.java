/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlProgramTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN CONCAT(a, 'SET @x = 1')",
                "BEGIN DECLARE n, m INT DEFAULT 0; SET n = a + 1, m = (SELECT COUNT(*) FROM t); RETURN n; END",
                "SET NEW.made = NOW(), NEW.n = 1",
                "BEGIN IF a THEN INSERT INTO t VALUES (a); ELSE UPDATE t SET b = CASE WHEN a THEN 1 ELSE b END; END IF; END",
                "BEGIN l: LOOP SET a = a - 1; IF a < 1 THEN LEAVE l; END IF; END LOOP l; COMMIT; END",
                "select `app`.`f`(1) AS `one` from `app`.`t`",
                "BEGIN IF @off IS NULL THEN INSERT INTO app.log (who) VALUES (@who), (CURRENT_USER()); END IF; END",
                "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION UPDATE t AS x SET x.n = 1; INSERT INTO t SET n = 2; END",
                "BEGIN DECLARE c CURSOR FOR SELECT n FROM t LOCK IN SHARE MODE; DECLARE x SET('a', 'b'); FETCH c INTO x, a; END",
                "BEGIN IF a THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no', MYSQL_ERRNO = 1; END IF; SET autocommit = 0; END",
                "BEGIN SELECT n INTO a FROM t USE INDEX (i) FOR UPDATE; END",
            })
    void should_clear_what_keeps_to_its_own_variables(String body) {
        assertThat(MySqlProgram.of(body, Set.of("a")).leavesNothing()).isTrue();
        assertThat(MySqlProgram.of(body, Set.of("a")).reachesOutside()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN SET @x = 1; END",
                "BEGIN SET sql_mode = ''; END",
                "BEGIN SET a = 1, b = 2; END",
                "BEGIN SET SESSION a = 1; END",
                "SET @`x` = NEW.a",
                "BEGIN SELECT a INTO @x; END",
                "RETURN `get_lock`('a', 0)",
                "BEGIN CREATE TEMPORARY TABLE t (a INT); END",
                "BEGIN IF a THEN EXECUTE q; END IF; END",
                "BEGIN EXECUTE IMMEDIATE a; END",
                "BEGIN unheard_of a; END",
                "BEGIN DECLARE EXIT HANDLER FOR NOT FOUND SET sql_mode = ''; SELECT 1; END",
                "BEGIN DECLARE EXIT HANDLER FOR 1062 EXECUTE q; SELECT 1; END",
                "BEGIN BEGIN DECLARE sql_mode INT; END; SET sql_mode = ''; END",
                "BEGIN SELECT 1, 2 INTO a, @b; END",
                "BEGIN GET DIAGNOSTICS CONDITION 1 @a = MESSAGE_TEXT; END",
                "BEGIN CALL p(a, @b); END",
                "BEGIN LOCK TABLES t WRITE; END",
                "BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; SET a = 1, @@time_zone = '+01:00'; END",
                "BEGIN UPDATE t SET n = 1; SET a = 1, time_zone = '+01:00'; END",
                "BEGIN HANDLER t OPEN; END",
                "BEGIN IF a THEN USE other; END IF; END",
                "RETURN @x := 1",
                "RETURN 'a\\' ; SET @x = 1; -- '",
                "",
            })
    void should_suspect_everything_else(String body) {
        assertThat(MySqlProgram.of(body, Set.of("a")).leavesNothing()).isFalse();
    }

    @Test
    void should_suspect_what_cannot_be_read() {
        assertThat(MySqlProgram.of(null, Set.of()).leavesNothing()).isFalse();
        assertThat(MySqlProgram.of(null, Set.of()).reachesOutside()).isTrue();
    }

    @Test
    void should_know_what_reaches_outside_and_whom_it_names() {
        assertThat(MySqlProgram.of("RETURN sys_exec('x')", Set.of()).reachesOutside())
                .isTrue();
        assertThat(MySqlProgram.of("BEGIN CALL `P`; INSERT INTO s.T SELECT f (17) FROM 1t; END", Set.of())
                        .names())
                .contains("p(", "t", "t=", "f(", "1t")
                .doesNotContain("17");
    }

    @Test
    void should_know_what_it_calls_with_a_schema() {
        assertThat(MySqlProgram.of(
                                "BEGIN INSERT INTO app.log (a) SELECT x.a FROM y.x WHERE `o`.`F`(1) = sys.f(2); CALL o.p; END",
                                Set.of())
                        .callsElsewhere())
                .containsExactlyInAnyOrder("f(", "p(");
    }
}
