/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import org.jspecify.annotations.Nullable;

/**
 * No node could serve the call before its deadline. The message lists every node with what is known of it. SQLState
 * 08001 (unable to establish the connection). A connection that throws it is closed.
 */
public final class NoNodeAvailable extends FailoverException {

    private static final long serialVersionUID = 1L;

    public NoNodeAvailable(String message, @Nullable Throwable cause) {
        super(message, "08001", cause);
    }
}
