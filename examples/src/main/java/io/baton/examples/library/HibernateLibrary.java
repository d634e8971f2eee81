/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.ParameterMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.procedure.ProcedureCall;

/** The library with Hibernate ORM: authors with their books. */
public final class HibernateLibrary implements AutoCloseable {

    private final SessionFactory sessions;

    public HibernateLibrary(DataSource source) {
        sessions = new HibernatePersistenceConfiguration("library")
                .managedClasses(Author.class, Book.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source)
                .property(AvailableSettings.STATEMENT_BATCH_SIZE, 50)
                .property(AvailableSettings.HBM2DDL_AUTO, "validate")
                .createEntityManagerFactory();
    }

    public static void main(String[] args) {
        try (HikariDataSource pool = Pool.open(args[0], args[1], args[2]);
                HibernateLibrary library = new HibernateLibrary(pool)) {
            library.run().forEach(System.out::println);
        }
    }

    /** Everything once; returns what was seen. */
    public List<String> run() {
        List<String> seen = new ArrayList<>();
        long grace = addAuthor("Grace", 500);
        seen.add("author " + grace);
        seen.add("books " + countBooks());
        seen.add("pages " + sessions.fromSession(session -> pagesOf(session, "Grace")));
        seen.add("lent " + lend("Grace 7", "Ada") + ", again " + lend("Grace 7", "Ada"));
        seen.add("read by " + readers(grace));
        seen.add("long books " + longBooks(550));
        return seen;
    }

    /** An author with books; Hibernate inserts the books in batches. */
    public long addAuthor(String name, int books) {
        return sessions.fromTransaction(session -> {
            Author author = new Author(name);
            for (int number = 1; number <= books; number++) {
                author.write(name + " " + number, 100 + number);
            }
            session.persist(author);
            return Objects.requireNonNull(author.id());
        });
    }

    public long countBooks() {
        return sessions.fromSession(session -> session.createSelectionQuery("select count(*) from Book", Long.class)
                .getSingleResult());
    }

    private static long pagesOf(Session session, String author) {
        return session.createSelectionQuery("select sum(pages) from Book where author.name = :name", Long.class)
                .setParameter("name", author)
                .getSingleResult();
    }

    /** How many were lent: none if somebody else has it. */
    public int lend(String title, String reader) {
        return sessions.fromTransaction(session -> {
            ProcedureCall lend = session.createStoredProcedureCall("lend");
            lend.registerParameter(1, String.class, ParameterMode.IN);
            lend.registerParameter(2, String.class, ParameterMode.IN);
            lend.registerParameter(3, Integer.class, ParameterMode.INOUT);
            lend.setParameter(1, title);
            lend.setParameter(2, reader);
            lend.setParameter(3, 0);
            return (Integer) lend.getOutputParameterValue(3);
        });
    }

    /** Loads the author, then the books when they are asked for. */
    private List<String> readers(long author) {
        return sessions.fromTransaction(session -> session.find(Author.class, author).books().stream()
                .filter(book -> book.reader() != null)
                .map(book -> book.title() + ": " + book.reader())
                .toList());
    }

    /** Reads 50 rows at a time, which PostgreSQL does in transactions only, and from a replica: the session is read-only. */
    public List<String> longBooks(int pages) {
        try (Session session = sessions.withOptions().readOnly(true).openSession()) {
            session.beginTransaction();
            try (Stream<Book> books = session.createSelectionQuery("from Book order by title", Book.class)
                    .setFetchSize(50)
                    .getResultStream()) {
                return books.filter(book -> book.pages() > pages)
                        .map(book -> book.title() + " by " + book.author().name())
                        .toList();
            } finally {
                session.getTransaction().commit();
            }
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
