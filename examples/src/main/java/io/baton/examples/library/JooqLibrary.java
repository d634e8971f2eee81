/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The library with jOOQ, without its code generator. */
public final class JooqLibrary {

    private static final Table<Record> AUTHOR = table(name("author"));
    private static final Field<Long> AUTHOR_ID = field(name("author", "id"), Long.class);
    private static final Field<String> NAME = field(name("author", "name"), String.class);

    private static final Table<Record> BOOK = table(name("book"));
    private static final Field<Long> WRITTEN_BY = field(name("book", "author_id"), Long.class);
    private static final Field<String> TITLE = field(name("book", "title"), String.class);
    private static final Field<Integer> PAGES = field(name("book", "pages"), Integer.class);

    private final DSLContext database;

    public JooqLibrary(DataSource source) {
        database = DSL.using(source, SQLDialect.POSTGRES);
    }

    public static void main(String[] args) {
        try (HikariDataSource pool = Pool.open(args[0], args[1], args[2])) {
            new JooqLibrary(pool).run().forEach(System.out::println);
        }
    }

    /** Everything once; returns what was seen. */
    public List<String> run() {
        List<String> seen = new ArrayList<>();
        seen.add("author " + addAuthor("Ada", 500));
        seen.add("books " + database.select(count()).from(BOOK).fetchSingle().value1());
        seen.add("pages " + database.fetchValue(function("pages_of", Long.class, val("Ada"))));
        seen.add("lent " + lend("Ada 7", "Grace") + ", again " + lend("Ada 7", "Grace"));
        seen.add("long books " + longBooks(550));
        return seen;
    }

    /** An author with books, in one transaction and the books in one batch. */
    long addAuthor(String author, int books) {
        return database.transactionResult(transaction -> {
            DSLContext inside = transaction.dsl();
            Long id = inside.insertInto(AUTHOR, NAME)
                    .values(author)
                    .returningResult(AUTHOR_ID)
                    .fetchSingle()
                    .value1();
            var rows = Stream.iterate(1, number -> number <= books, number -> number + 1)
                    .map(number -> inside.insertInto(BOOK, WRITTEN_BY, TITLE, PAGES)
                            .values(id, author + " " + number, 100 + number))
                    .toList();
            inside.batch(rows).execute();
            return id;
        });
    }

    /** How many were lent: none if somebody else has it. */
    int lend(String title, String reader) {
        return database.fetchSingle("CALL lend({0}, {1}, 0)", val(title), val(reader))
                .get(0, Integer.class);
    }

    /** Reads 50 rows at a time, which PostgreSQL does in transactions only. */
    List<String> longBooks(int pages) {
        return database.transactionResult(transaction -> {
            try (Stream<Record> books = transaction
                    .dsl()
                    .select()
                    .from(BOOK)
                    .orderBy(TITLE)
                    .fetchSize(50)
                    .fetchStream()) {
                return books.filter(book -> book.get(PAGES) > pages)
                        .map(book -> book.get(TITLE))
                        .toList();
            }
        });
    }
}
