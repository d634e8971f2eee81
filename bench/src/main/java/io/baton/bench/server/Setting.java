/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

/** How Baton is configured. */
public enum Setting {
    USUAL("Baton", ""),
    WITHOUT_PROBE("Baton, commitOutcome=off", "&baton.commitOutcome=off"),
    WITHOUT_PROBE_AND_JOURNAL("Baton, commitOutcome=off, replay=off", "&baton.commitOutcome=off&baton.replay=off"),
    LEDGER("Baton, commitOutcome=ledger", "&baton.commitOutcome=ledger");

    private final String label;
    private final String parameters;

    Setting(String label, String parameters) {
        this.label = label;
        this.parameters = parameters;
    }

    public String label() {
        return label;
    }

    /** Of the vendor's URL, which has parameters already. */
    String url(String vendors) {
        return vendors.replaceFirst("^jdbc:", "jdbc:baton:") + parameters;
    }
}
