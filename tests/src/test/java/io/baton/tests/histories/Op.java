/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.List;
import java.util.stream.Collectors;

/** One thing that a transaction did, and what it was shown. What is written is a number that is written nowhere else. */
sealed interface Op {

    /** At the end of a list. */
    record Append(String key, long value) implements Op {
        @Override
        public String toString() {
            return "append " + key + ' ' + value;
        }
    }

    /** A whole list. */
    record Seen(String key, List<Long> values) implements Op {
        public Seen {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "read " + key + ' ' + numbers(values);
        }
    }

    /** A register's value replaced where it was the expected one, 0 in the beginning; it was, or it was refused. */
    record Swap(String key, long expected, long value, boolean done) implements Op {
        @Override
        public String toString() {
            return (done ? "swap " : "refused ") + key + ' ' + expected + ' ' + value;
        }
    }

    /** What a register held. */
    record Held(String key, long value) implements Op {
        @Override
        public String toString() {
            return "held " + key + ' ' + value;
        }
    }

    /** Money from one account to another, with a row in the journal that says so. */
    record Move(long value, String from, String to, long amount) implements Op {
        @Override
        public String toString() {
            return "move " + value + ' ' + from + ' ' + to + ' ' + amount;
        }
    }

    /** The sum of all accounts, in one statement. */
    record Total(long sum) implements Op {
        @Override
        public String toString() {
            return "total " + sum;
        }
    }

    /** What an account held in the beginning or the end, when nobody else was there. */
    record Balance(String account, long amount) implements Op {
        @Override
        public String toString() {
            return "balance " + account + ' ' + amount;
        }
    }

    /** What the journal held in the end. */
    record Journal(List<Long> values) implements Op {
        public Journal {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "journal " + numbers(values);
        }
    }

    private static String numbers(List<Long> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }
}
