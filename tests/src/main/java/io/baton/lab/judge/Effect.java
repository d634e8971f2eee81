/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

/** One thing that a transaction writes. Every one has a token that occurs nowhere else. */
public sealed interface Effect {

    /** The number that occurs in the database as often as this took effect. */
    long token();

    /** Appended to the end of a list. */
    record Appended(int list, long token) implements Effect {}

    /** Moved money, and left a row that says so. */
    record Moved(long token, int from, int to, long amount) implements Effect {}

    /** Inserted a row of which the server makes the key. */
    record Inserted(long token, long key) implements Effect {}

    /** Inserted a row that is to stay. */
    record Kept(long token) implements Effect {}

    /** Inserted a row and rolled back to a savepoint before it. */
    record Undone(long token) implements Effect {}
}
