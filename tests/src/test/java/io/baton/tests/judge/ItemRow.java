/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code item}, of which the server makes the key. */
@Entity
@Table(name = "item")
class ItemRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long token;

    /** For Hibernate. */
    protected ItemRow() {}

    ItemRow(long token) {
        this.token = token;
    }

    @Nullable
    Long id() {
        return id;
    }

    long token() {
        return token;
    }
}
