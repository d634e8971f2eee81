/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcCall;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The library with Spring JDBC: what {@code @Transactional} does is written as TransactionTemplate here. */
public final class SpringJdbcLibrary {

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final SimpleJdbcInsert authors;
    private final SimpleJdbcCall lend;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    public SpringJdbcLibrary(DataSource source) {
        template = new JdbcTemplate(source);
        template.setFetchSize(50);
        client = JdbcClient.create(template);
        authors = new SimpleJdbcInsert(source).withTableName("author").usingGeneratedKeyColumns("id");
        lend = new SimpleJdbcCall(source).withProcedureName("lend");
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        writing = new TransactionTemplate(transactions);
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true); // Baton sends it to a replica.
    }

    public static void main(String[] args) {
        try (HikariDataSource pool = Pool.open(args[0], args[1], args[2])) {
            new SpringJdbcLibrary(pool).run().forEach(System.out::println);
        }
    }

    /** Everything once; returns what was seen. */
    public List<String> run() {
        List<String> seen = new ArrayList<>();
        seen.add("author " + addAuthor("Barbara", 500));
        seen.add("books " + countBooks());
        seen.add("pages "
                + client.sql("SELECT pages_of(:author)")
                        .param("author", "Barbara")
                        .query(Long.class)
                        .single());
        seen.add("lent " + lend("Barbara 7", "Grace") + ", again " + lend("Barbara 7", "Grace"));
        seen.add("long books " + longBooks(550));
        return seen;
    }

    /** An author with books, in one transaction and the books in one batch. */
    public long addAuthor(String author, int books) {
        return Objects.requireNonNull(writing.execute(transaction -> {
            Number id = authors.executeAndReturnKey(Map.of("name", author));
            List<Object[]> rows = IntStream.rangeClosed(1, books)
                    .mapToObj(number -> new Object[] {id, author + " " + number, 100 + number})
                    .toList();
            template.batchUpdate("INSERT INTO book (author_id, title, pages) VALUES (?, ?, ?)", rows);
            return id.longValue();
        }));
    }

    public long countBooks() {
        return client.sql("SELECT count(*) FROM book").query(Long.class).single();
    }

    /** How many were lent: none if somebody else has it. */
    public int lend(String title, String reader) {
        Map<String, Object> out = lend.execute(Map.of("wanted", title, "to_reader", reader, "lent", 0));
        return (Integer) Objects.requireNonNull(out.get("lent"));
    }

    /** Reads 50 rows at a time, which PostgreSQL does in transactions only. */
    public List<String> longBooks(int pages) {
        return Objects.requireNonNull(reading.execute(transaction -> {
            try (Stream<Sized> books = template.queryForStream(
                    "SELECT title, pages FROM book ORDER BY title",
                    (row, number) -> new Sized(row.getString("title"), row.getInt("pages")))) {
                return books.filter(book -> book.pages() > pages)
                        .map(Sized::title)
                        .toList();
            }
        }));
    }

    private record Sized(String title, int pages) {}
}
