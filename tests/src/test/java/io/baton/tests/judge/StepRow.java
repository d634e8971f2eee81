/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code step}. */
@Entity
@Table(name = "step")
class StepRow {

    @Id
    private long token;

    /** For Hibernate. */
    protected StepRow() {}

    StepRow(long token) {
        this.token = token;
    }

    long token() {
        return token;
    }
}
