/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** Where people read along: whole lines only, so that it can go to a file as well. Thread-safe. */
public final class Screen {

    /** What a line is about; said with a color where there is one. */
    enum Tone {
        PLAIN(""),
        QUIET("\u001b[2m"),
        GOOD("\u001b[32m"),
        ATTENTION("\u001b[33m"),
        BAD("\u001b[31m"),
        TITLE("\u001b[1m");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private static final String RESET = "\u001b[0m";

    private final ReentrantLock lock = new ReentrantLock();
    private final PrintStream out;
    private final boolean color;
    private volatile boolean muted;

    public Screen(PrintStream out, boolean color) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.color = color;
    }

    void line(Tone tone, String text) {
        if (muted) {
            return;
        }
        lock.lock();
        try {
            out.println(color && tone != Tone.PLAIN ? tone.code + text + RESET : text);
        } finally {
            lock.unlock();
        }
    }

    void line(String text) {
        line(Tone.PLAIN, text);
    }

    /** The drill is being interrupted: what its parts still say is of no interest. */
    void mute() {
        muted = true;
    }

    boolean isMuted() {
        return muted;
    }
}
