/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks PostgreSQL's catalogs about the targets of INSERTs, once per table until it may have been redefined. A default is judged by the
 * functions in its parsed expression, by their numbers, since names may mean anything.
 */
final class InsertTargets {

    /** Without a side effect that anybody could notice, and with the server's own types. */
    private static final String PURE_FUNCTIONS = """
            SELECT p.oid FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid < 16384 AND (p.provolatile = 'i' OR p.proname IN (
              'now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp', 'timeofday', 'random',
              'gen_random_uuid', 'uuidv4', 'uuidv7', 'current_setting', 'current_database', 'current_schema', 'timezone',
              'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'date_trunc', 'date_part', 'extract', 'to_char',
              'timestamptz_pl_interval', 'timestamptz_mi_interval', 'interval_pl_timestamptz'))
            UNION ALL
            SELECT p.oid FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'c'
            JOIN pg_catalog.pg_depend o ON o.classid = 'pg_catalog.pg_proc'::regclass AND o.objid = p.oid
              AND o.deptype = 'e' AND o.refclassid = 'pg_catalog.pg_extension'::regclass
            JOIN pg_catalog.pg_extension e ON e.oid = o.refobjid AND e.extname IN ('uuid-ossp', 'pgcrypto')
            WHERE p.proname IN ('uuid_generate_v1', 'uuid_generate_v1mc', 'uuid_generate_v4', 'gen_random_uuid')""";

    /** The tables that a row may be written to. */
    private static final String MEMBERS = """
            SELECT pg_catalog.to_regclass(?)::oid
            UNION ALL
            SELECT i.inhrelid FROM member
            JOIN pg_catalog.pg_class p ON p.oid = member.oid AND p.relkind = 'p'
            JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid""";

    /** What may change a row before it is written, or write it elsewhere: 4 is INSERT, 2 and 64 are BEFORE and INSTEAD OF. */
    private static final String INTERFERING = """
            SELECT FROM member JOIN pg_catalog.pg_class m ON m.oid = member.oid
            WHERE m.relkind NOT IN ('r', 'p')
              OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = m.oid)
              OR EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = m.oid AND t.tgenabled <> 'D'
                AND t.tgtype & 4 <> 0 AND t.tgtype & 66 <> 0)""";

    private static final String QUESTION = """
            WITH RECURSIVE member(oid) AS (%s), pure AS MATERIALIZED (%s)
            SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
              CASE
                WHEN a.attidentity <> '' THEN 'SEQUENCE'
                WHEN f.oid IS NULL AND t.typdefaultbin IS NULL THEN 'NONE'
                WHEN f.oid IS NULL OR t.typtype = 'd' THEN 'UNKNOWN'
                WHEN e.nodes <@ ARRAY['FUNCEXPR', 'CONST', 'RELABELTYPE']
                  AND pg_catalog.array_length(pg_catalog.array_positions(e.nodes, 'CONST'), 1) = 1
                  AND pg_catalog.array_length(pg_catalog.array_positions(e.functions, d.nextval), 1) = 1
                  AND e.functions <@ (d.nextval || d.casts) AND f.adbin::text ~ ':consttype 2205 ' THEN 'SEQUENCE'
                WHEN e.nodes <@ ARRAY['FUNCEXPR', 'CONST', 'RELABELTYPE', 'OPEXPR', 'SQLVALUEFUNCTION']
                  AND e.functions <@ ARRAY(SELECT oid FROM pure) THEN 'PURE'
                ELSE 'UNKNOWN' END,
              (SELECT s.oid FROM pg_catalog.pg_depend o JOIN pg_catalog.pg_class s ON s.relkind = 'S' AND CASE
                  WHEN a.attidentity <> '' THEN o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = s.oid
                    AND o.deptype = 'i' AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = c.oid
                    AND o.refobjsubid = a.attnum
                  ELSE o.classid = 'pg_catalog.pg_attrdef'::regclass AND o.objid = f.oid
                    AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = s.oid END LIMIT 1),
              EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate
                AND i.indisvalid AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a
              ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
            CROSS JOIN (SELECT 'pg_catalog.nextval(regclass)'::regprocedure::oid AS nextval,
              ARRAY['pg_catalog.int4(bigint)'::regprocedure::oid, 'pg_catalog.int2(bigint)'::regprocedure::oid,
                'pg_catalog.numeric(bigint)'::regprocedure::oid] AS casts) d
            CROSS JOIN LATERAL (SELECT
              ARRAY(SELECT x[1] FROM pg_catalog.regexp_matches(f.adbin::text, '\\{([A-Z]+)', 'g') x) AS nodes,
              ARRAY(SELECT x[1]::oid FROM pg_catalog.regexp_matches(f.adbin::text, ':(?:op)?funcid (\\d+)', 'g') x) AS functions) e
            WHERE c.oid = (SELECT oid FROM member LIMIT 1) AND NOT EXISTS (%s)
            """.formatted(MEMBERS, PURE_FUNCTIONS, INTERFERING);

    private final Connection connection;
    private final Map<String, Optional<InsertTarget>> known = new HashMap<>();

    InsertTargets(Connection connection) {
        this.connection = connection;
    }

    /**
     * What is known of the table by that name, as SQL writes it; empty when an INSERT into it may do more than to write the row that
     * it is given.
     */
    Optional<InsertTarget> of(String table) throws SQLException {
        Optional<InsertTarget> target = known.get(table);
        if (target == null) {
            target = ask(table);
            known.put(table, target);
        }
        return target;
    }

    /** Something may have been redefined. */
    void forget() {
        known.clear();
    }

    private Optional<InsertTarget> ask(String table) throws SQLException {
        InsertTarget target = null;
        try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
            question.setString(1, table);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    if (target == null) {
                        target = new InsertTarget(row.getString(1), row.getString(2), new HashMap<>());
                    }
                    String name = row.getString(3);
                    InsertTarget.Source source = InsertTarget.Source.valueOf(row.getString(5));
                    target.columns()
                            .put(
                                    name,
                                    new InsertTarget.Column(
                                            name, row.getString(4), source, row.getLong(6), row.getBoolean(7)));
                }
            }
        }
        return Optional.ofNullable(target);
    }
}
