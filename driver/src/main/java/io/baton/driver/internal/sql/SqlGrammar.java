/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one vendor: how texts are cut, what their words mean and what they leave behind. Thread-safe; what is found out about
 * a text is remembered here.
 */
public abstract class SqlGrammar {

    private final Words words;
    private final TextShapes shapes = new TextShapes();
    private final KnownText noText = new KnownText(this);
    private final PerText<KnownText> known = new PerText<>(sql -> new KnownText(this, sql));
    private final PerText<Boolean> committing = new PerText<>(sql -> text(sql).mayCommit() || needsBlock(sql));

    SqlGrammar(Words words) {
        this.words = words;
    }

    /** That of the vendor whose URLs have that name. */
    public static SqlGrammar of(String vendor) {
        return switch (vendor) {
            case "mysql", "mariadb" -> MySqlGrammar.INSTANCE;
            default -> PostgresGrammar.INSTANCE;
        };
    }

    /** What has to be known of that text before it is executed. */
    public final KnownText known(String sql) {
        return known.of(sql);
    }

    /** Of a plain statement with nothing in its batch: it has no text of its own. */
    public final KnownText noText() {
        return noText;
    }

    /** What it does to data and transactions. */
    public final SqlText text(@Nullable String sql) {
        return new SqlText(sql, statements(sql == null ? "" : sql), words, sql != null && isAmbiguous(sql));
    }

    /** What it mentions. */
    public final Mentions mentions(String sql) {
        return Mentions.of(sql, lexer(sql).tokens(), isAmbiguous(sql));
    }

    /** As {@link SqlText#mayCommit}, of a text that is run often; also what the server refuses where no transaction was begun for it. */
    public final boolean commitsByItself(String sql) {
        return committing.of(sql);
    }

    /** Whether the server refuses it outside of a transaction block: in one of ours it would seem to have an effect. */
    boolean needsBlock(String sql) {
        return false;
    }

    /** A statement without its values, for messages and counts: literals are data, and may be secret. */
    public final String shape(String sql) {
        return SqlShape.of(sql, this);
    }

    /** The tokens of each statement; empty statements are left out. */
    List<List<Token>> statements(String sql) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        StatementEnds ends = statementEnds();
        for (Token token : lexer(sql).tokens()) {
            if (!ends.isEnd(token, current)) {
                current.add(token);
            } else if (!current.isEmpty()) {
                statements.add(current);
                current = new ArrayList<>();
            }
        }
        if (!current.isEmpty()) {
            statements.add(current);
        }
        return statements;
    }

    /** Which semicolons end a statement. One is made for each text, and asked in the order of its tokens. */
    interface StatementEnds {

        /**
         * Whether it does.
         *
         * @param before of the statement so far
         */
        boolean isEnd(Token token, List<Token> before);
    }

    StatementEnds statementEnds() {
        return (token, before) -> token.is(";");
    }

    /** Whether servers with different settings find different statements in it, so that nothing of it is certain. */
    boolean isAmbiguous(String sql) {
        return false;
    }

    final Words words() {
        return words;
    }

    /** Whether the text may commit in the middle of a transaction without anybody seeing it. Cheap: texts may be long. */
    abstract boolean mayHideCommits(String sql);

    abstract SqlLexer lexer(String sql);

    /** Whether it may have {@link SessionEffect}s; the others are not read for them. */
    boolean isSuspicious(String sql) {
        return true;
    }

    /** The names in it by which it may reach something that leaves an effect where no text shows it; none where nobody looks for that. */
    Set<String> names(List<List<Token>> statements) {
        return Set.of();
    }

    /** A number for those names, and for the same ones always. */
    final int shapeOf(Set<String> names) {
        return shapes.numberOf(names);
    }

    /** What texts of that number may have in them. */
    public final Set<String> namesOf(int shape) {
        return shapes.names(shape);
    }

    /** By which a session tells what it has; null where no session does. */
    public @Nullable SessionQuestion question() {
        return null;
    }

    /**
     * The effects of one statement.
     *
     * @param alone whether there is no other statement in the text
     */
    abstract List<SessionEffect> effects(String sql, List<Token> statement, boolean alone);

    /** Whether the effects of the statement are at once and outside the transaction, so that a replay would have them twice. */
    abstract boolean isExternal(List<Token> statement);

    /** What the statement asks its session for. */
    abstract LastValue asks(List<Token> statement);

    /** Which values the statement makes the server generate that may be given to it; null when none. */
    abstract @Nullable Generation generation(String sql);

    /** Whether a rollback undoes what its transaction set in the session. */
    public abstract boolean settingsAreTransactional();

    /** Whether beginning a transaction commits the one that is open. */
    public abstract boolean beginningCommits();

    /** Whether a statement that commits on its way has done so also when it fails. */
    public abstract boolean failuresCommit();

    /** Whether a replica runs transactions at SERIALIZABLE. */
    public abstract boolean replicasSerialize();

    /** Whether that variable decides what a literal means, or of which type it is. */
    public boolean changesLiterals(String variable) {
        return false;
    }

    /** Under which name the server keeps the isolation level of the session. */
    public abstract String isolationVariable();

    /** Under which name the server keeps what {@code setSchema} sets. */
    public abstract String schemaVariable();

    /** Under which name the server keeps what {@code setCatalog} sets; null when only the vendor's driver knows of it. */
    public abstract @Nullable String catalogVariable();

    /** What takes a variable back to what it was after the login; null when nothing does. */
    public abstract @Nullable Restoration reset(String variable);

    /** What takes back all that the session was told but its user and role. */
    public abstract Restoration resetAll();
}
