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
    private static final Pattern NAMES = Pattern.compile("raw0|via0");

    private final String url;
    private final Connection admin;

    private final String reset;

    Site(String url, String adminUrl, String reset) throws SQLException {
        this.url = url;
        this.reset = reset;
        this.admin = DriverManager.getConnection(adminUrl);
        reset();
        execute(Texts.FUNCTIONS);
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
        return contents(admin);
    }

    static String contents(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ' rows, ' || md5(string_agg(k::text, ',' ORDER BY id))"
                                + " || ', extra: ' || (to_regclass('public.extra') IS NOT NULL) FROM kinds k")) {
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
