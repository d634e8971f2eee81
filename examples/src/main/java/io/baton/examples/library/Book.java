/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** A book, with whoever reads it now. */
@Entity
class Book {

    private static final Author NOBODY = new Author();

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Author author = NOBODY;

    private String title = "";
    private int pages;
    private @Nullable String reader;

    /** For Hibernate. */
    protected Book() {}

    Book(Author author, String title, int pages) {
        this.author = author;
        this.title = title;
        this.pages = pages;
    }

    Author author() {
        return author;
    }

    String title() {
        return title;
    }

    int pages() {
        return pages;
    }

    @Nullable
    String reader() {
        return reader;
    }
}
