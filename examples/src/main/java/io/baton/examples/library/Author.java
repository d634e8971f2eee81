/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An author, with the books written. */
@Entity
class Author {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    private String name = "";

    @OneToMany(mappedBy = "author", cascade = CascadeType.ALL)
    private List<Book> books = new ArrayList<>();

    /** For Hibernate. */
    protected Author() {}

    Author(String name) {
        this.name = name;
    }

    @Nullable
    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    List<Book> books() {
        return books;
    }

    void write(String title, int pages) {
        books.add(new Book(this, title, pages));
    }
}
