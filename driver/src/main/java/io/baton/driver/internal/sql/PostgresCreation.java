/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.Optional;
import java.util.Set;

/** Whether what a statement creates may be temporary: it is unless it certainly is not. */
final class PostgresCreation {

    private static final Set<String> BEFORE_NAME = Set.of(
            "OR", "REPLACE", "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "RECURSIVE", "IF", "NOT", "EXISTS");

    /** They live in no schema, or in that of what they belong to. */
    private static final Set<String> WITHOUT_SCHEMA = Set.of("""
            INDEX UNIQUE ROLE USER GROUP DATABASE TABLESPACE SCHEMA EXTENSION TRIGGER CONSTRAINT RULE POLICY PUBLICATION SUBSCRIPTION
            SERVER LANGUAGE TRUSTED PROCEDURAL CAST EVENT ACCESS TRANSFORM
            """.strip().split("\\s+"));

    private PostgresCreation() {}

    /** The name of what is created by the word CREATE there, if it may be temporary. */
    static Optional<String> read(EffectReader reader, int create) {
        if (WITHOUT_SCHEMA.contains(word(reader, create + 1))) {
            return Optional.empty();
        }
        int at = create + 1;
        while (BEFORE_NAME.contains(word(reader, at))) {
            at++;
        }
        return target(reader, create + 1, at + 1); // Behind the kind.
    }

    /** The same of {@code INTO [TEMP] [TABLE] name}. */
    static Optional<String> target(EffectReader reader, int at) {
        return target(reader, at, at);
    }

    private static Optional<String> target(EffectReader reader, int from, int kind) {
        int at = kind;
        while (BEFORE_NAME.contains(word(reader, at)) || word(reader, at).equals("TABLE")) {
            at++;
        }
        boolean said = false;
        for (int i = from; i < at; i++) {
            said |= reader.has(i, "TEMP") || reader.has(i, "TEMPORARY");
        }
        boolean qualified = reader.has(at + 1, ".");
        String schema = qualified ? reader.name(at) : "";
        if (said ? endsWithTransaction(reader) : !mayBeTemporary(reader, qualified, schema)) {
            return Optional.empty();
        }
        return Optional.of(reader.name(qualified ? at + 2 : at));
    }

    /** A schema pg_temp, pg_temp_3; or none, which the search path may make one. */
    private static boolean mayBeTemporary(EffectReader reader, boolean qualified, String schema) {
        return !qualified || PostgresNames.lower(schema).startsWith("pg_temp") || reader.has(0, "EXPLAIN");
    }

    private static boolean endsWithTransaction(EffectReader reader) {
        for (int i = 0; i < reader.tokens.size(); i++) {
            if (reader.has(i, "ON") && reader.has(i + 1, "COMMIT") && reader.has(i + 2, "DROP")) {
                return true;
            }
        }
        return false;
    }

    private static String word(EffectReader reader, int at) {
        return at < reader.tokens.size() && reader.tokens.get(at).kind() == Token.Kind.WORD
                ? reader.tokens.get(at).text()
                : "";
    }
}
