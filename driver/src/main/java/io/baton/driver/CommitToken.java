/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.io.Serializable;

/**
 * Names one COMMIT for ever, so that its outcome can be asked for later, also by another process:
 * {@link BatonConnection#resolve}. Opaque; holds a node's address and numbers of its server, nothing secret. Immutable.
 *
 * @param text what it is kept and passed on as
 */
public record CommitToken(String text) implements Serializable {

    @Override
    public String toString() {
        return text;
    }
}
