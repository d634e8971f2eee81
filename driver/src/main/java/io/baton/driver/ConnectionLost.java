/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import org.jspecify.annotations.Nullable;

/**
 * The connection broke and cannot be carried over to another node without the application noticing: its session holds
 * something that cannot be restored, or a result was read in part. Nothing was committed that the application does not
 * know of. SQLState 08006 (connection failure). The connection is closed.
 */
public final class ConnectionLost extends FailoverException {

    private static final long serialVersionUID = 1L;

    public ConnectionLost(String message, @Nullable Throwable cause) {
        super(message, "08006", cause);
    }
}
