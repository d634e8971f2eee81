/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The calls that applications mostly make, in the order of their own making; they bring about the states worth testing. */
final class UsualCall {

    private static final int MOST_ROWS = 60;

    private UsualCall() {}

    static Step next(RandomGenerator random, Vocabulary texts) {
        int k = random.nextInt(World.SLOTS);
        return switch (random.nextInt(30)) {
            case 0 -> new Step("s" + k + " = c.createStatement()", w -> w.put("s" + k, c(w).createStatement()));
            case 1 ->
                new Step(
                        "s" + k + " = c.createStatement(SCROLL, UPDATABLE)",
                        w -> w.put(
                                "s" + k,
                                c(w).createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)));
            case 2, 3, 4 -> execute(k, texts.any(random));
            case 5, 6 -> query(k, texts.read(random));
            case 7 -> update(k, texts.write(random));
            case 8, 9 -> prepare(k, texts.prepared(random));
            case 10 -> prepareCall(k, texts.call(random));
            case 11, 12, 13 -> bind(k, random);
            case 14, 15 -> new Step("p" + k + ".execute()", w -> p(w, k).execute());
            case 16 -> new Step("r" + k + " = p" + k + ".executeQuery()", w -> w.put("r" + k, p(w, k).executeQuery()));
            case 17 ->
                new Step("p" + k + ".addBatch()", w -> {
                    p(w, k).addBatch();
                    return "done";
                });
            case 18 -> new Step("p" + k + ".executeBatch()", w -> p(w, k).executeBatch());
            case 19 -> new Step("s" + k + ".executeBatch()", w -> s(w, k).executeBatch());
            case 20, 21 -> new Step("rows of r" + k, w -> rows(r(w, k)));
            case 22 ->
                new Step("r" + k + " = s" + k + ".getResultSet()", w -> {
                    ResultSet rows = w.put("r" + k, s(w, k).getResultSet());
                    return rows == null ? "none" : rows == s(w, k).getResultSet();
                });
            case 23 -> autoCommit(random.nextInt(4) == 0);
            case 24 ->
                new Step("c.commit()", w -> {
                    c(w).commit();
                    return "done";
                });
            case 25 ->
                new Step("c.rollback()", w -> {
                    c(w).rollback();
                    return "done";
                });
            case 26 -> savepoint(k, random);
            case 27 -> metadata(random);
            case 28 -> new Step("p" + k + ".toString()", w -> p(w, k).toString());
            default -> closing(k, random);
        };
    }

    private static Step execute(int k, String sql) {
        return new Step("s%d.execute(\"%s\")".formatted(k, sql), w -> s(w, k).execute(sql));
    }

    private static Step query(int k, String sql) {
        return new Step(
                "r%1$d = s%1$d.executeQuery(\"%2$s\")".formatted(k, sql),
                w -> w.put("r" + k, s(w, k).executeQuery(sql)));
    }

    private static Step update(int k, String sql) {
        return new Step("s%d.executeUpdate(\"%s\")".formatted(k, sql), w -> s(w, k).executeUpdate(sql));
    }

    private static Step prepare(int k, String sql) {
        return new Step(
                "p%d = c.prepareStatement(\"%s\")".formatted(k, sql), w -> w.put("p" + k, c(w).prepareStatement(sql)));
    }

    private static Step prepareCall(int k, String sql) {
        return new Step("p%d = c.prepareCall(\"%s\")".formatted(k, sql), w -> {
            CallableStatement call = w.put("p" + k, c(w).prepareCall(sql));
            if (sql.startsWith("{?")) {
                call.registerOutParameter(1, sql.contains("rows_of") ? Types.REF_CURSOR : Types.INTEGER);
            }
            return call;
        });
    }

    private static Step bind(int k, RandomGenerator random) {
        int index = 1 + random.nextInt(3);
        int value = random.nextInt(12);
        return switch (random.nextInt(4)) {
            case 0 ->
                new Step("p%d.setString(%d, \"x%d\")".formatted(k, index, value), w -> {
                    p(w, k).setString(index, "x" + value);
                    return "done";
                });
            case 1 ->
                new Step("p%d.setNull(%d, INTEGER)".formatted(k, index), w -> {
                    p(w, k).setNull(index, Types.INTEGER);
                    return "done";
                });
            default ->
                new Step("p%d.setInt(%d, %d)".formatted(k, index, value), w -> {
                    p(w, k).setInt(index, value);
                    return "done";
                });
        };
    }

    static Step autoCommit(boolean on) {
        return new Step("c.setAutoCommit(" + on + ")", w -> {
            c(w).setAutoCommit(on);
            return "done";
        });
    }

    private static Step savepoint(int k, RandomGenerator random) {
        String slot = "savepoint" + k;
        if (random.nextBoolean()) {
            return new Step(slot + " = c.setSavepoint()", w -> w.put(slot, c(w).setSavepoint()));
        }
        return new Step("c.rollback(" + slot + ")", w -> {
            c(w).rollback((Savepoint) w.get(slot));
            return "done";
        });
    }

    private static Step metadata(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Step("m = c.getMetaData()", w -> w.put("m", c(w).getMetaData()));
            case 1 ->
                new Step("columns of kinds", w -> rows(m(w).getColumns(c(w).getCatalog(), "public", "kinds", "%")));
            case 2 ->
                new Step("tables", w -> rows(m(w).getTables(c(w).getCatalog(), "public", "%", new String[] {"TABLE"})));
            case 3 -> new Step("keys of kinds", w -> rows(m(w).getPrimaryKeys(c(w).getCatalog(), "public", "kinds")));
            default -> new Step("m.getDriverName()", w -> m(w).getDriverName() + m(w).getUserName());
        };
    }

    private static Step closing(int k, RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                new Step("r" + k + ".close()", w -> {
                    r(w, k).close();
                    return "done";
                });
            case 2, 3 ->
                new Step("s" + k + ".close()", w -> {
                    s(w, k).close();
                    return "done";
                });
            case 4, 5 ->
                new Step("p" + k + ".close()", w -> {
                    p(w, k).close();
                    return "done";
                });
            default ->
                new Step("c.close()", w -> {
                    c(w).close();
                    return "done";
                });
        };
    }

    static List<List<String>> rows(ResultSet rows) throws Exception {
        List<List<String>> read = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (read.size() < MOST_ROWS && rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(Rendering.ofValue(rows.getObject(i)));
            }
            read.add(row);
        }
        return read;
    }

    private static Connection c(World world) {
        return world.connection();
    }

    private static Statement s(World world, int k) throws Exception {
        return (Statement) world.get("s" + k);
    }

    private static PreparedStatement p(World world, int k) throws Exception {
        return (PreparedStatement) world.get("p" + k);
    }

    private static ResultSet r(World world, int k) throws Exception {
        return (ResultSet) world.get("r" + k);
    }

    private static DatabaseMetaData m(World world) throws Exception {
        return (DatabaseMetaData) world.get("m");
    }
}
