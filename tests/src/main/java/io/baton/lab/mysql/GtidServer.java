/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

/** One server where it runs: a process of this machine or a container. */
interface GtidServer {

    /** Starts it on the data it has, for the first time on data that are alike everywhere, and does not wait. */
    void launch();

    /** Shuts it down in order. */
    void stopFast();

    /** Ends it at once, frozen or not. */
    void kill();

    void freeze();

    void thaw();

    boolean isRunning();

    boolean isFrozen();

    /**
     * Ends it and throws its data away; the next launch is a first one again, under another server id, since a server skips
     * what comes back to it under its own.
     */
    void discard();

    String logTail();
}
