/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

/** What texts do, with all the functions and views behind them, as far as the server's catalogue tells. */
public enum Conduct {
    /** They read, and nothing that they run can write. */
    READS,
    /** Something in them may write, which a READ ONLY transaction would refuse. */
    MAY_WRITE,
    /**
     * They may do what a READ ONLY transaction lets through and what would be done twice: notify, take locks, reach another
     * server; or they run what nobody can read.
     */
    UNCLEAR;

    /** That of both together. */
    Conduct and(Conduct other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
