/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.List;
import org.postgresql.geometric.PGpoint;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/** What pgjdbc offers on top. */
final class PostgresSetters {

    private PostgresSetters() {}

    static final List<Setter> ALL = List.of(
            object(Kind.INT, "int4"),
            object(Kind.TEXT, "text"),
            object(Kind.JSON, "jsonb"),
            object(Kind.JSON, "jsonb"),
            object(Kind.UUID, "uuid"),
            new Setter(
                    Kind.INTS,
                    "Array a{i} = connection.createArrayOf(\"int4\", new Object[] {{n}, {n} + 1}); s.setArray({i}, a{i}); //"
                            + " freed later",
                    (s, i, n) -> {
                        Array array = s.getConnection().createArrayOf("int4", new Object[] {n, n + 1});
                        s.setArray(i, array);
                        return () -> quietly(array::free);
                    }),
            new Setter(
                    Kind.INTS,
                    "int[] a{i} = {{n}, {n} + 1}; s.setObject({i}, a{i}); // a{i}[0] = 0 later",
                    (s, i, n) -> {
                        int[] array = {n, n + 1};
                        s.setObject(i, array);
                        return () -> array[0] = 0;
                    }),
            new Setter(
                    Kind.XML,
                    "SQLXML x{i} = connection.createSQLXML(); x{i}.setString(\"<n>{n}</n>\"); s.setSQLXML({i}, x{i});",
                    (s, i, n) -> {
                        SQLXML xml = s.getConnection().createSQLXML();
                        xml.setString(Kind.XML.plain(n));
                        s.setSQLXML(i, xml);
                        return () -> quietly(xml::free);
                    }),
            new Setter(
                    Kind.SPAN,
                    "PGInterval v{i} = new PGInterval(\"{n} hours\"); s.setObject({i}, v{i}); // v{i}.setHours(0) later",
                    (s, i, n) -> {
                        PGInterval span = new PGInterval(Kind.SPAN.plain(n));
                        s.setObject(i, span);
                        return () -> span.setHours(0);
                    }),
            new Setter(
                    Kind.POINT,
                    "PGpoint p{i} = new PGpoint({n}, 1); s.setObject({i}, p{i}); // p{i}.x = 0 later",
                    (s, i, n) -> {
                        PGpoint point = new PGpoint(n, 1);
                        s.setObject(i, point);
                        return () -> point.x = 0;
                    }),
            Setter.of(Kind.LARGE, "s.setBlob({i}, Values.stream({n}));", (s, i, n) -> s.setBlob(i, Values.stream(n))),
            Setter.of(
                    Kind.LARGE,
                    "s.setBlob({i}, Values.onlyForwards({n}), Values.bytes({n}).length);",
                    (s, i, n) -> s.setBlob(i, Values.onlyForwards(n), Values.bytes(n).length)));

    private static Setter object(Kind kind, String type) {
        String java =
                "PGobject o{i} = new PGobject(); o{i}.setType(\"%s\"); o{i}.setValue(\"%s\"); s.setObject({i}, o{i}); // other value later"
                        .formatted(type, kind.plain(4711).replace("\"", "\\\"").replace("4711", "{n}"));
        return new Setter(kind, java, (s, i, n) -> {
            PGobject object = new PGobject();
            object.setType(type);
            object.setValue(kind.plain(n));
            s.setObject(i, object);
            return () -> quietly(() -> object.setValue(kind.plain(0)));
        });
    }

    private static void quietly(Deed deed) {
        try {
            deed.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws SQLException;
    }
}
