/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of MySQL and MariaDB: what a text does is known by the exact form of its statements ({@link MySqlForm}), read as every server
 * and every {@code sql_mode} reads them ({@link MySqlReading}).
 */
final class MySqlGrammar extends SqlGrammar {

    static final MySqlGrammar INSTANCE = new MySqlGrammar();

    /** They change files, other servers, or what the binary log does not carry. */
    private static final Set<String> EXTERNAL =
            Set.of("OUTFILE", "DUMPFILE", "SYS_EXEC", "SYS_EVAL", "SPIDER_DIRECT_SQL", "SETVAL");

    /** What of a session nothing but its last statements decide. */
    private static final Map<String, LastValue> ASKING = Map.of(
            "lastval", LastValue.OTHER,
            "found_rows", LastValue.OTHER,
            "row_count", LastValue.ROWS,
            "warnings", LastValue.MESSAGES,
            "errors", LastValue.MESSAGES,
            "warning_count", LastValue.MESSAGES,
            "error_count", LastValue.MESSAGES,
            "diagnostics", LastValue.STATEMENT);

    /** What a text was cut into: each question about it begins with that. */
    private record Cut(String sql, List<List<Token>> statements) {}

    /** Raced for, since it is immutable. */
    private volatile @Nullable Cut last;

    private MySqlGrammar() {
        super(new MySqlWords());
    }

    @Override
    List<List<Token>> statements(String sql) {
        Cut before = last;
        if (before != null && before.sql().equals(sql)) {
            return before.statements();
        }
        List<List<Token>> statements = MySqlScript.statements(sql);
        last = new Cut(sql, statements);
        return statements;
    }

    @Override
    boolean mayHideCommits(String sql) {
        return statements(sql).stream().anyMatch(statement -> form(statement).hidesCommits());
    }

    static MySqlForm form(List<Token> statement) {
        return MySqlForm.of(statement.stream()
                .filter(token -> !token.isLiteral())
                .map(Token::text)
                .toList());
    }

    @Override
    Set<String> names(List<List<Token>> statements) {
        return statements.stream()
                .flatMap(statement ->
                        statement.get(0).is("\0") ? Stream.of(TextNames.EVERYTHING) : MySqlNames.of(statement).stream())
                .collect(Collectors.toSet());
    }

    @Override
    SqlLexer lexer(String sql) {
        return new MySqlLexer(sql, MySqlReading.USUAL);
    }

    /** A short look does not tell: a comment may stand within, names may be quoted. */
    @Override
    boolean isSuspicious(String sql) {
        return true;
    }

    @Override
    List<SessionEffect> effects(String sql, List<Token> statement, boolean alone) {
        return new MySqlEffectReader(sql, statement, alone).read();
    }

    @Override
    boolean isExternal(List<Token> statement) {
        return form(statement) == MySqlForm.LOAD_DATA
                || statement.stream()
                        .anyMatch(token -> token.name() != null
                                && EXTERNAL.contains(token.name().toUpperCase(Locale.ROOT)));
    }

    /** A variable has the key under two names. */
    @Override
    LastValue asks(List<Token> statement) {
        LastValue asks = LastValue.NOTHING;
        for (int at = 0; at < statement.size(); at++) {
            String name = statement.get(at).name();
            boolean previous = "previous".equals(name)
                    && at + 1 < statement.size()
                    && statement.get(at + 1).is("VALUE");
            boolean variable = at > 0
                    && (statement.get(at - 1).is("@") || statement.get(at - 1).is("."));
            boolean key = "last_insert_id".equals(name) || (variable && "identity".equals(name));
            if (previous) {
                asks = asks.and(LastValue.OTHER);
            } else if (key) {
                asks = asks.and(LastValue.KEY);
            } else if (name != null) {
                asks = asks.and(ASKING.getOrDefault(name, LastValue.NOTHING));
            }
        }
        return asks;
    }

    @Override
    @Nullable
    Generation generation(String sql) {
        List<List<Token>> statements = statements(sql);
        if (statements.size() != 1) {
            return null;
        }
        List<Token> statement = statements.get(0);
        Generation insert = AutoIncrement.parse(sql, statement, words().harmlessBeforeParenthesis());
        if (insert != null) {
            return insert;
        }
        Generation draw = SequenceDraw.parse(sql, statement);
        return draw == null ? ClockReading.parse(statement) : draw;
    }

    /** What SET did stays, whatever becomes of the transaction. */
    @Override
    public boolean settingsAreTransactional() {
        return false;
    }

    @Override
    public boolean beginningCommits() {
        return true;
    }

    /** A definition commits before it is looked whether it can be done: measured on MySQL 9.7 and MariaDB 11.4. */
    @Override
    public boolean failuresCommit() {
        return true;
    }

    @Override
    public boolean replicasSerialize() {
        return true;
    }

    @Override
    public boolean changesLiterals(String variable) {
        return variable.equals("sql_mode")
                || variable.equals(MySqlEffectReader.NAMES)
                || variable.startsWith("character_set_")
                || variable.startsWith("collation_");
    }

    @Override
    public String isolationVariable() {
        return "transaction_isolation";
    }

    @Override
    public String schemaVariable() {
        return MySqlEffectReader.DATABASE;
    }

    @Override
    public String catalogVariable() {
        return MySqlEffectReader.DATABASE;
    }

    @Override
    public @Nullable Restoration reset(String variable) {
        if (variable.startsWith("@")) {
            return new Restoration.RunSql("SET @`" + variable.substring(1).replace("`", "``") + "` = NULL");
        }
        return switch (variable) {
            case MySqlEffectReader.NAMES -> new Restoration.RunSql("SET NAMES DEFAULT");
            case MySqlEffectReader.ROLE -> new Restoration.RunSql("SET ROLE DEFAULT");
            default -> {
                boolean isName = variable.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
                boolean isVariable = isName && !variable.equals(MySqlEffectReader.DATABASE);
                yield isVariable ? new Restoration.RunSql("SET SESSION " + variable + " = DEFAULT") : null;
            }
        };
    }

    /** There is no statement that does it, and hence none that has to be undone by it. */
    @Override
    public Restoration resetAll() {
        return connection -> {};
    }
}
