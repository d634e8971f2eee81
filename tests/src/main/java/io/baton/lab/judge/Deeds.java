/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One transaction while it is made: does it, and notes every effect before it is asked for and every read when it was
 * shown. A new one for each try.
 */
final class Deeds {

    private static final long LEAST = 1;
    private static final int MOST_AMOUNT = 50;

    private final Wording wording;
    private final Random random;
    private final AtomicLong tokens;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();

    Deeds(Wording wording, Random random, AtomicLong tokens) {
        this.wording = wording;
        this.random = random;
        this.tokens = tokens;
    }

    List<Effect> effects() {
        return effects;
    }

    List<Read> reads() {
        return reads;
    }

    /** One of the things that a writer does. */
    Application.Body any() {
        return switch (random.nextInt(5)) {
            case 0 -> this::append;
            case 1 -> this::transfer;
            case 2 -> this::insert;
            case 3 -> this::batch;
            default -> this::savepoint;
        };
    }

    /** Looks at a list, appends to it, looks again; and to another one, in an order in which nobody waits in a circle. */
    private void append(Statements statements) throws Exception {
        int first = 1 + random.nextInt(Books.LISTS);
        int second = 1 + random.nextInt(Books.LISTS);
        see(statements, first);
        appendTo(statements, Math.min(first, second));
        if (first != second) {
            appendTo(statements, Math.max(first, second));
        }
        see(statements, second);
    }

    private void see(Statements statements, int list) throws Exception {
        long asked = System.nanoTime();
        List<Long> elements = statements.query(wording.showList(), list);
        reads.add(new Read.ListSeen(list, elements, asked));
    }

    private void appendTo(Statements statements, int list) throws Exception {
        Effect.Appended append = new Effect.Appended(list, tokens.incrementAndGet());
        effects.add(append);
        requireOne(statements.update(wording.appendToList(), append.token(), list));
    }

    /** Reads two balances, and writes back what it has computed from them. */
    private void transfer(Statements statements) throws Exception {
        int from = 1 + random.nextInt(Books.ACCOUNTS);
        int to = 1 + (from + random.nextInt(Books.ACCOUNTS - 1)) % Books.ACCOUNTS;
        long amount = LEAST + random.nextInt(MOST_AMOUNT);
        Effect.Moved moved = new Effect.Moved(tokens.incrementAndGet(), from, to, amount);
        effects.add(moved);
        List<Long> balances =
                statements.query("SELECT balance FROM account WHERE id IN (?, ?) ORDER BY id FOR UPDATE", from, to);
        boolean fromIsFirst = from < to;
        long balanceFrom = balances.get(fromIsFirst ? 0 : 1);
        long balanceTo = balances.get(fromIsFirst ? 1 : 0);
        requireOne(statements.update("UPDATE account SET balance = ? WHERE id = ?", balanceFrom - amount, from));
        requireOne(statements.update("UPDATE account SET balance = ? WHERE id = ?", balanceTo + amount, to));
        requireOne(statements.update(
                "INSERT INTO transfer (token, source, target, amount) VALUES (?, ?, ?, ?)",
                moved.token(),
                from,
                to,
                amount));
    }

    private void insert(Statements statements) throws Exception {
        for (int i = 0; i < 2; i++) {
            long token = tokens.incrementAndGet();
            effects.add(new Effect.Inserted(token, 0));
            long key = statements.insertItem(token);
            effects.set(effects.size() - 1, new Effect.Inserted(token, key));
        }
    }

    private void batch(Statements statements) throws Exception {
        List<Long> steps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long token = tokens.incrementAndGet();
            effects.add(new Effect.Kept(token));
            steps.add(token);
        }
        statements.insertSteps(steps);
    }

    private void savepoint(Statements statements) throws Exception {
        keep(statements);
        statements.undone(inner -> {
            long token = tokens.incrementAndGet();
            effects.add(new Effect.Undone(token));
            inner.update(Books.INSERT_STEP, token);
        });
        keep(statements);
    }

    private void keep(Statements statements) throws Exception {
        long token = tokens.incrementAndGet();
        effects.add(new Effect.Kept(token));
        requireOne(statements.update(Books.INSERT_STEP, token));
    }

    /** What a reader does: some lists, and all money in one statement. */
    void look(Statements statements) throws Exception {
        see(statements, 1 + random.nextInt(Books.LISTS));
        // On a standby that is made anew from the log, the books may not be opened yet.
        statements
                .query("SELECT sum(balance) FROM account HAVING count(*) > 0")
                .forEach(total -> reads.add(new Read.TotalSeen(total)));
        see(statements, 1 + random.nextInt(Books.LISTS));
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException(rows + " rows were changed instead of one");
        }
    }
}
