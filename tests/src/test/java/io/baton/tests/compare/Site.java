/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A database with the URL that an application uses, and a session beside it to prepare and to look at it. */
final class Site implements AutoCloseable {

    /** The two databases, whose names applications must not see to differ. */
    private static final Pattern NAMES = Pattern.compile("(raw|via)\\d");

    private final String url;
    private final Connection admin;

    private final String reset;
    private final String contents;

    Site(String url, String adminUrl, String reset) throws SQLException {
        this(url, adminUrl, reset, Texts.CONTENTS);
        execute(Texts.FUNCTIONS);
    }

    Site(String url, String adminUrl, String reset, String contents) throws SQLException {
        this.url = url;
        this.reset = reset;
        this.contents = contents;
        this.admin = DriverManager.getConnection(adminUrl);
        reset();
    }

    /** Runs the steps from a clean start and returns what each of them showed, and what is in the database afterwards. */
    List<String> run(List<Step> steps) throws SQLException {
        reset();
        List<String> outcomes = new ArrayList<>();
        try (World world = World.open(url)) {
            for (Step step : steps) {
                outcomes.add(outcome(step, world));
            }
        }
        outcomes.add(contents());
        return outcomes;
    }

    static String outcome(Step step, World world) {
        return NAMES.matcher(step.outcomeIn(world)).replaceAll("app");
    }

    void reset() throws SQLException {
        execute(reset);
    }

    private String contents() throws SQLException {
        return contents(admin, contents);
    }

    private static String contents(Connection admin, String contents) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(contents)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
    }
}
