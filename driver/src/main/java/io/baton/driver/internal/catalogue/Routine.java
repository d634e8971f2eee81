/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.CodeBody;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A function or procedure that is not the server's own.
 *
 * @param names how it shows in texts that call it
 * @param body null when it cannot be read, be it for its language
 */
record Routine(
        Item item, String name, Set<String> names, @Nullable CodeBody body) {

    boolean mayLeave() {
        return body == null || !body.leavesNothing();
    }

    boolean reachesOutside() {
        return body == null || body.reachesOutside();
    }

    boolean mentions(Set<String> others) {
        return body != null && !Collections.disjoint(body.names(), others);
    }
}
