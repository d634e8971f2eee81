/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import static io.baton.driver.internal.catalogue.JudgedFunctions.quoted;

import java.util.Collection;
import java.util.stream.Collectors;

/** What the catalogue is asked (manual, "System Catalogs"). The server's own objects have numbers below 16384. */
final class PostgresLeavingsSql {

    /** Number and name of those of the server's own that may do more than read. */
    static final String SERVER_FUNCTIONS = """
            SELECT oid, proname FROM pg_catalog.pg_proc WHERE oid < 16384 AND (provolatile = 'v' OR proname IN (%s))
              AND prorettype <> 'pg_catalog.internal'::pg_catalog.regtype""".formatted(quoted(JudgedFunctions.RUNNING_ANYTHING));

    /**
     * Number, name, source if it can be read, whether it can be called as a column of a row. Functions of extensions that have been
     * judged are left out unless they can be read.
     */
    static final String ROUTINES = """
            SELECT p.oid, p.proname,
                CASE WHEN l.lanname NOT IN ('sql', 'plpgsql') THEN NULL
                  WHEN l.lanname = 'sql' AND p.prosrc = '' THEN pg_catalog.pg_get_functiondef(p.oid) ELSE p.prosrc END,
                p.pronargs = 1 AND EXISTS (SELECT FROM pg_catalog.pg_type t
                  WHERE t.oid = p.proargtypes[0] AND t.typtype IN ('c', 'p'))
              FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE p.oid >= 16384 AND p.prokind <> 'a' AND (l.lanname IN ('sql', 'plpgsql') OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
                WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'
                  AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND e.extname IN (%s)))""".formatted(quoted(JudgedFunctions.HARMLESS_EXTENSIONS));

    /** Where expressions are kept, and whose they are. */
    private static final String EXPRESSIONS = """
            SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass AS class, oid, 'r' AS kind, ev_class AS owner,
                pg_catalog.concat(ev_action, ev_qual) AS tree FROM pg_catalog.pg_rewrite WHERE oid >= 16384
            UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, oid, 'r', adrelid, adbin::pg_catalog.text
              FROM pg_catalog.pg_attrdef
            UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, CASE conrelid WHEN 0 THEN 't' ELSE 'r' END,
                CASE conrelid WHEN 0 THEN contypid ELSE conrelid END, conbin::pg_catalog.text
              FROM pg_catalog.pg_constraint WHERE contype <> 'f' AND oid >= 16384
            UNION ALL SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, oid, 'r', tgrelid,
                pg_catalog.concat(tgqual, ':funcid ', tgfoid, ' ') FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, oid, 'r', polrelid,
                pg_catalog.concat(polqual, polwithcheck) FROM pg_catalog.pg_policy
            UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, indexrelid, 'r', indrelid,
                pg_catalog.concat(indexprs, indpred) FROM pg_catalog.pg_index
              WHERE indexrelid >= 16384 AND (indexprs IS NOT NULL OR indpred IS NOT NULL)
            UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, 'f', oid, proargdefaults::pg_catalog.text
              FROM pg_catalog.pg_proc WHERE oid >= 16384""";

    /** Whose expressions call one of these functions of the server's own, by the numbers in their trees. */
    static String leavingTrees(Collection<Long> functions) {
        String numbers = functions.stream().map(String::valueOf).collect(Collectors.joining("|"));
        return "SELECT DISTINCT e.kind, e.owner FROM (" + EXPRESSIONS
                + ") AS e WHERE e.tree ~ ':(funcid|opfuncid|aggfnoid|winfnoid) (" + numbers + ")\\y'";
    }

    /** Who uses whom. A cascade leads to the tables that it changes, a table to its partitions. */
    static final String DEPENDENCIES = """
            SELECT DISTINCT p.kind, p.owner,
                CASE d.refclassid WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN 'r'
                  WHEN 'pg_catalog.pg_proc'::pg_catalog.regclass THEN 'f'
                  WHEN 'pg_catalog.pg_type'::pg_catalog.regclass THEN 't' ELSE 'o' END, d.refobjid
              FROM (SELECT class, oid, kind, owner FROM (%s) AS e
                UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, 'r', oid
                  FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'f')
                UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, 't', oid
                  FROM pg_catalog.pg_type WHERE oid >= 16384 AND typrelid = 0
                UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid, 'o', oid
                  FROM pg_catalog.pg_operator WHERE oid >= 16384
                UNION ALL SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, oid, 'c', oid
                  FROM pg_catalog.pg_cast WHERE oid >= 16384) AS p
              JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid
              WHERE d.refobjid >= 16384 AND d.deptype IN ('n', 'a') AND d.refobjid <> p.owner
                AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_proc'::pg_catalog.regclass,
                  'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)
            UNION ALL SELECT 'r', confrelid, 'r', conrelid FROM pg_catalog.pg_constraint
              WHERE contype = 'f' AND (confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd'))
            UNION ALL SELECT 'r', inhparent, 'r', inhrelid FROM pg_catalog.pg_inherits""".formatted(EXPRESSIONS);

    static final String NAMES = """
            SELECT 'r', oid, relname FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'f')
            UNION ALL SELECT 't', oid, typname FROM pg_catalog.pg_type WHERE oid >= 16384 AND typrelid = 0
            UNION ALL SELECT 'o', oid, oprname FROM pg_catalog.pg_operator WHERE oid >= 16384
            UNION ALL SELECT 'f', oid, proname FROM pg_catalog.pg_proc WHERE oid >= 16384 AND prokind = 'a'""";

    private PostgresLeavingsSql() {}
}
