/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of PostgreSQL. */
final class PostgresGrammar extends SqlGrammar {

    static final PostgresGrammar INSTANCE = new PostgresGrammar();

    private static final SessionQuestion QUESTION = new PostgresSessionQuestion();

    /** The vendor's driver sets some variables after the login, which are gone, too, when all are reset. */
    private static final Restoration RESET_ALL = new Restoration.RunSql("RESET ALL");

    private PostgresGrammar() {
        super(new PostgresWords());
    }

    /** A procedure must not commit while a transaction is open that somebody else began. */
    @Override
    boolean mayHideCommits(String sql) {
        return false;
    }

    @Override
    SqlLexer lexer(String sql) {
        return new PostgresLexer(sql);
    }

    @Override
    StatementEnds statementEnds() {
        return new PostgresStatementEnds();
    }

    /**
     * Before 9.1, and where standard_conforming_strings is off, a backslash in a plain string takes the meaning from the quotation mark
     * behind it. A reading that ends within a string, or leaves a backslash outside of all strings, is refused by the server.
     */
    @Override
    boolean isAmbiguous(String sql) {
        if (sql.indexOf('\\') < 0) {
            return false;
        }
        PostgresLexer standard = new PostgresLexer(sql);
        PostgresLexer escaping = new PostgresLexer(sql, true);
        boolean same = standard.tokens().equals(escaping.tokens());
        return !same && !escaping.isImpossible();
    }

    @Override
    List<SessionEffect> effects(String sql, List<Token> statement, boolean alone) {
        return new PostgresEffectReader(sql, statement, alone).read();
    }

    @Override
    boolean needsBlock(String sql) {
        return statements(sql).stream()
                .map(statement -> statement.get(0))
                .anyMatch(first -> first.is("LOCK") || first.is("DECLARE"));
    }

    @Override
    boolean isExternal(List<Token> statement) {
        return statement.get(0).is("COPY") || PostgresExternal.isCalled(statement);
    }

    /** The server itself refuses to tell what the session has not drawn. */
    @Override
    LastValue asks(List<Token> statement) {
        return LastValue.NOTHING;
    }

    @Override
    @Nullable
    Generation generation(String sql) {
        Generation insert = InsertText.parse(sql).orElse(null);
        return insert != null ? insert : DrawText.parse(sql).orElse(null);
    }

    @Override
    Set<String> names(List<List<Token>> statements) {
        Set<String> names = new LinkedHashSet<>();
        for (List<Token> statement : statements) {
            names.addAll(TextNames.of(statement));
            if (statement.get(0).is("DO")) {
                statement.stream()
                        .filter(Token::isLiteral)
                        .forEach(body ->
                                names.addAll(CodeBody.ofLiteral(body.text()).names()));
            }
        }
        return names;
    }

    @Override
    public SessionQuestion question() {
        return QUESTION;
    }

    @Override
    public boolean settingsAreTransactional() {
        return true;
    }

    /** The server only warns of it. */
    @Override
    public boolean beginningCommits() {
        return false;
    }

    @Override
    public boolean failuresCommit() {
        return false;
    }

    /** 0A000: cannot use serializable mode in a hot standby. */
    @Override
    public boolean replicasSerialize() {
        return false;
    }

    @Override
    public String isolationVariable() {
        return "default_transaction_isolation";
    }

    @Override
    public String schemaVariable() {
        return "search_path";
    }

    @Override
    public @Nullable String catalogVariable() {
        return null;
    }

    @Override
    public Restoration reset(String variable) {
        return new Restoration.RunSql("RESET \"" + variable.replace("\"", "\"\"") + '"');
    }

    @Override
    public Restoration resetAll() {
        return RESET_ALL;
    }
}
