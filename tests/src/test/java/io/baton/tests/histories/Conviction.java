/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.List;

/**
 * An anomaly with its evidence.
 *
 * @param what happened, in words
 * @param attempts the transactions concerned
 */
record Conviction(Anomaly anomaly, String what, List<Attempt> attempts) {

    Conviction {
        attempts = List.copyOf(attempts);
    }

    static Conviction of(Anomaly anomaly, String what, Attempt... attempts) {
        return new Conviction(anomaly, what, List.of(attempts));
    }

    /** The transactions stand below, one a line, so that they can be pasted into a test. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(anomaly).append(": ").append(what);
        attempts.forEach(attempt -> text.append("\n    ").append(attempt));
        return text.toString();
    }
}
