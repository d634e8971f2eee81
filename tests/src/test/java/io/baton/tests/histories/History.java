/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.List;
import java.util.Optional;

/** What all clients did. Clients of the name {@link #BEGINNING} and {@link #END} read everything when nobody else was there. */
record History(List<Attempt> attempts) {

    static final String BEGINNING = "beginning";
    static final String END = "end";

    History {
        attempts = List.copyOf(attempts);
    }

    Optional<Attempt> beginning() {
        return of(BEGINNING);
    }

    Optional<Attempt> end() {
        return of(END);
    }

    private Optional<Attempt> of(String client) {
        return attempts.stream()
                .filter(attempt -> attempt.client().equals(client))
                .findFirst();
    }
}
