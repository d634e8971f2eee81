/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.mysql.Engine;
import java.util.ArrayList;
import java.util.List;

/** The tables that {@link Work} needs, and how they are read, for each server. */
enum Schema {
    POSTGRES,
    MARIADB,
    MYSQL;

    /** How often {@link #state} asks for the tag. */
    static final int TAGS_OF_STATE = 6;

    private static final List<String> OF_POSTGRES = List.of(
            "CREATE TABLE mark (tag bigint, step int)",
            "CREATE INDEX ON mark (tag)",
            "CREATE TABLE keyed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tag bigint, parent bigint)",
            "CREATE INDEX ON keyed (tag)",
            "CREATE TABLE baton_ledger"
                    + " (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL, written timestamptz NOT NULL)");

    static final String LEDGER_OF_MYSQL =
            "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                    + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB";

    private static final List<String> OF_MYSQL = List.of(
            "CREATE TABLE mark (tag bigint, step int, KEY (tag))",
            "CREATE TABLE keyed (id bigint AUTO_INCREMENT PRIMARY KEY, tag bigint, parent bigint, KEY (tag))",
            LEDGER_OF_MYSQL);

    private static final List<String> OF_ALL = List.of(
            "CREATE TABLE number (n int)",
            "INSERT INTO number VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)",
            "CREATE TABLE account (tag bigint, id int, balance bigint, PRIMARY KEY (tag, id))",
            "CREATE TABLE list (elements text)",
            "INSERT INTO list VALUES ('')");

    static Schema of(Engine engine) {
        return switch (engine) {
            case MARIADB -> MARIADB;
            case MYSQL -> MYSQL;
        };
    }

    /**
     * What makes it.
     *
     * @param after the last tag that was given
     * @param runs how many there will be at most, each with a pair of accounts of its own
     */
    List<String> definition(long after, int runs) {
        List<String> all = new ArrayList<>(this == POSTGRES ? OF_POSTGRES : OF_MYSQL);
        all.addAll(OF_ALL);
        all.add("""
                INSERT INTO account SELECT %d + run, id.n, 100 FROM number id,
                    (SELECT e.n * 10000 + d.n * 1000 + c.n * 100 + b.n * 10 + a.n - 11110 AS run
                        FROM number a, number b, number c, number d, number e) runs
                    WHERE run <= %d AND id.n <= 2
                """.formatted(after, runs));
        return all;
    }

    /**
     * What there is of a run: marks, balances, and how many rows have a key. What only some runs leave is named where it is
     * there.
     */
    String state() {
        return """
                SELECT concat_ws(' | ',
                    (SELECT coalesce(%s, '') FROM mark WHERE tag = ?),
                    (SELECT %s FROM account WHERE tag = ?),
                    (SELECT count(*) FROM keyed WHERE tag = ?),
                    (SELECT nullif(concat(count(*), ' with a parent'), '0 with a parent')
                        FROM keyed c JOIN keyed p ON c.parent = p.id AND c.tag = p.tag WHERE c.tag = ?),
                    (SELECT nullif(concat(length(elements) - length(replace(
                            elements, concat('[', ?, ']'), concat('[', ?))), ' in the list'), '0 in the list')
                        FROM list))
                """.formatted(joined("step", "step"), joined("balance", "id"));
    }

    private String joined(String column, String order) {
        return (this == POSTGRES ? "string_agg(%s::text, ',' ORDER BY %s)" : "group_concat(%s ORDER BY %s)")
                .formatted(column, order);
    }

    /** How many sessions of the server have that number. */
    String sessions() {
        return this == POSTGRES
                ? "SELECT count(*) FROM pg_stat_activity WHERE pid = ?"
                : "SELECT count(*) FROM information_schema.PROCESSLIST WHERE ID = ?";
    }
}
