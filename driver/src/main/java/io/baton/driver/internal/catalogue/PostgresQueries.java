/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

/** What the catalogue of PostgreSQL is asked. Everybody may read all of it. */
final class PostgresQueries {

    static final String ANY_FOREIGN_TABLE = "SELECT EXISTS (SELECT FROM pg_catalog.pg_foreign_table)";

    /** Volatile for what they return, not for what they do. */
    private static final String HARMLESS = """
            random random_normal clock_timestamp timeofday gen_random_uuid uuidv4 uuidv7 currval lastval current_query
            pg_sleep pg_sleep_for pg_sleep_until pg_is_in_recovery pg_relation_size pg_total_relation_size pg_table_size
            pg_indexes_size pg_database_size pg_tablespace_size pg_blocking_pids pg_partition_tree pg_partition_ancestors
            pg_current_wal_lsn pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_last_wal_replay_lsn
            pg_last_wal_receive_lsn pg_last_xact_replay_timestamp pg_stat_file lo_get pg_xact_status txid_status""";

    /** A READ ONLY transaction refuses them. */
    private static final String REFUSED = """
            nextval setval lo_creat lo_create lo_from_bytea lo_put lo_unlink lo_truncate lo_truncate64 lowrite""";

    /** Of extensions that come along with the server. */
    private static final String HARMLESS_OF_EXTENSIONS = """
            uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_uuid gen_random_bytes gen_salt""";

    private static final String ASKED = """
            WITH RECURSIVE asked AS (SELECT ?::pg_catalog.text[] AS names, ?::boolean AS first, ?::boolean AS of_writes),
            named AS (SELECT pg_catalog.unnest(names)::pg_catalog.name AS name FROM asked),
            own AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema')),
            relation AS (SELECT oid, relkind FROM pg_catalog.pg_class
              WHERE relname IN (SELECT name FROM named) AND relnamespace NOT IN (SELECT oid FROM own)),
            remote AS (SELECT ftrelid AS oid FROM pg_catalog.pg_foreign_table UNION
              SELECT i.inhparent FROM pg_catalog.pg_inherits i JOIN remote r ON i.inhrelid = r.oid),
            unnamed AS (SELECT oprcode::pg_catalog.oid AS oid FROM pg_catalog.pg_operator UNION
              SELECT castfunc FROM pg_catalog.pg_cast UNION SELECT amproc::pg_catalog.oid FROM pg_catalog.pg_amproc UNION
              SELECT rngsubdiff::pg_catalog.oid FROM pg_catalog.pg_range UNION
              SELECT rngcanonical::pg_catalog.oid FROM pg_catalog.pg_range),
            called AS (SELECT oid FROM pg_catalog.pg_proc WHERE proname IN (SELECT name FROM named) UNION
              SELECT p.oid FROM pg_catalog.pg_proc p JOIN unnamed u ON u.oid = p.oid, asked
              WHERE first AND p.pronamespace NOT IN (SELECT oid FROM own)),
            """;

    /** Each with its kind; what is harmless has none. */
    private static final String FUNCTIONS =
            """
            function AS (SELECT p.oid, p.prokind, p.prosrc, CASE
                WHEN p.prokind = 'p' THEN NULL
                WHEN p.pronamespace IN (SELECT oid FROM own) THEN CASE
                  WHEN p.provolatile <> 'v' OR p.proname = ANY (%1$s) THEN NULL
                  WHEN p.proname = ANY (%2$s) THEN 'writes'
                  ELSE 'unclear' END
                WHEN l.lanname IN ('sql', 'plpgsql') OR p.prokind = 'a' THEN 'source'
                WHEN l.lanname IN ('c', 'internal') AND (p.provolatile <> 'v' OR p.proname = ANY (%3$s))
                  AND EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                    AND d.objid = p.oid AND d.deptype = 'e') THEN NULL
                ELSE 'unclear' END AS kind
              FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE p.oid IN (SELECT oid FROM called))
            SELECT kind, CASE WHEN kind <> 'source' THEN '' WHEN prokind = 'a' THEN
                (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(f.proname), ' ')
                 FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc f ON f.oid IN (a.aggtransfn, a.aggfinalfn,
                   a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
                 WHERE a.aggfnoid = function.oid)
              ELSE pg_catalog.concat_ws(E'\\n', CASE WHEN prosrc <> '' THEN prosrc
                  ELSE pg_catalog.replace(pg_catalog.pg_get_functiondef(oid), 'CREATE OR REPLACE', '') END,
                pg_catalog.pg_get_function_arguments(oid), pg_catalog.pg_get_function_result(oid)) END
            FROM function WHERE kind IS NOT NULL
            """.formatted(array(HARMLESS), array(REFUSED), array(HARMLESS_OF_EXTENSIONS));

    private static final String RELATIONS = """
            UNION ALL SELECT 'foreign', '' FROM relation WHERE oid IN (SELECT oid FROM remote)
            UNION ALL SELECT 'source', pg_catalog.pg_get_viewdef(oid) FROM relation WHERE relkind = 'v'
            UNION ALL SELECT 'source', pg_catalog.pg_get_expr(polqual, polrelid) FROM pg_catalog.pg_policy
              WHERE polqual IS NOT NULL AND polrelid IN (SELECT oid FROM relation)
            UNION ALL SELECT 'source', pg_catalog.concat_ws(' ', pg_catalog.pg_get_constraintdef(c.oid),
                pg_catalog.format_type(t.typbasetype, NULL))
              FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_constraint c ON c.contypid = t.oid
              WHERE t.typtype = 'd' AND t.typnamespace NOT IN (SELECT oid FROM own)
                AND (t.typname IN (SELECT name FROM named) OR t.oid IN
                  (SELECT atttypid FROM pg_catalog.pg_attribute WHERE attrelid IN (SELECT oid FROM relation)))
            """;

    /** What a write to a relation sets off. */
    private static final String OF_WRITES = """
            UNION ALL SELECT 'source', set_off.source FROM asked, relation r, LATERAL (
              SELECT pg_catalog.quote_ident(p.proname) AS source
                FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = r.oid
              UNION ALL SELECT pg_catalog.pg_get_ruledef(w.oid) FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid
              UNION ALL SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = r.oid
              UNION ALL SELECT pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c
                WHERE c.conrelid = r.oid AND c.contype = 'c'
              UNION ALL SELECT pg_catalog.quote_ident(k.relname) FROM pg_catalog.pg_class k WHERE k.oid IN (
                SELECT c.conrelid FROM pg_catalog.pg_constraint c WHERE c.confrelid = r.oid UNION
                SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = r.oid)) AS set_off
            WHERE of_writes
            """;

    static final String BEHIND_NAMES = ASKED + FUNCTIONS + RELATIONS + OF_WRITES;

    private PostgresQueries() {}

    private static String array(String words) {
        return "ARRAY['" + String.join("', '", words.strip().split("\\s+")) + "']";
    }
}
