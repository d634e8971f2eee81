/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;

/** A part of a transaction. Each notes what it writes before it asks for it, and what it was shown afterwards. */
interface Deed {

    void act(Words words, List<Op> ops) throws SQLException;

    static Deed append(int list, Numbers numbers) {
        return (words, ops) -> {
            long value = numbers.next();
            ops.add(new Op.Append("x" + list, value));
            words.update("UPDATE list SET elements = concat(elements, ',', ?) WHERE id = ?", value, list);
            numbers.appended();
        };
    }

    static Deed read(int list, boolean locking) {
        return (words, ops) -> {
            String sql = "SELECT elements FROM list WHERE id = ?" + (locking ? " FOR UPDATE" : "");
            List<String> rows = words.query(sql, list);
            // A replica that is made anew from the log may have none of them yet.
            rows.forEach(elements -> ops.add(new Op.Seen("x" + list, Tables.elements(elements))));
        };
    }

    /** Compare and set, with what was read a moment ago. */
    static Deed swap(int register, Numbers numbers, boolean readAgain) {
        return (words, ops) -> {
            long expected = held(words, ops, register);
            long value = numbers.next();
            ops.add(new Op.Swap("r" + register, expected, value, true));
            int rows =
                    words.update("UPDATE register SET value = ? WHERE id = ? AND value = ?", value, register, expected);
            if (rows == 0) {
                ops.set(ops.size() - 1, new Op.Swap("r" + register, expected, value, false));
            }
            if (readAgain) {
                held(words, ops, register);
            }
        };
    }

    private static long held(Words words, List<Op> ops, int register) throws SQLException {
        long held = Long.parseLong(
                words.query("SELECT value FROM register WHERE id = ?", register).get(0));
        ops.add(new Op.Held("r" + register, held));
        return held;
    }

    /** Reads two balances, and writes back what it has computed from them. */
    static Deed move(RandomGenerator random, Numbers numbers) {
        int from = 1 + random.nextInt(Tables.ACCOUNTS);
        int to = 1 + (from + random.nextInt(Tables.ACCOUNTS - 1)) % Tables.ACCOUNTS;
        long amount = random.nextLong(1, 50);
        return (words, ops) -> {
            long value = numbers.next();
            ops.add(new Op.Move(value, "a" + from, "a" + to, amount));
            List<Long> balances =
                    words
                            .query("SELECT balance FROM account WHERE id IN (?, ?) ORDER BY id FOR UPDATE", from, to)
                            .stream()
                            .map(Long::valueOf)
                            .toList();
            String set = "UPDATE account SET balance = ? WHERE id = ?";
            words.update(set, balances.get(from < to ? 0 : 1) - amount, from);
            words.update(set, balances.get(from < to ? 1 : 0) + amount, to);
            words.update("INSERT INTO journal (entry) VALUES (?)", value);
        };
    }

    static Deed total() {
        return (words, ops) -> words.query("SELECT sum(balance) FROM account HAVING count(*) > 0")
                .forEach(sum -> ops.add(new Op.Total(Long.parseLong(sum))));
    }
}
