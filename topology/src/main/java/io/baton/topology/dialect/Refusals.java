/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.net.ConnectException;

/** What a machine answers to whoever wants to connect. */
final class Refusals {

    private Refusals() {}

    /**
     * Whether it is the machine of the server that has refused a connection. The message is the operating system's, in the language of the
     * user: of what Java calls a failure to connect all but these few says so. In another language those may be taken for a refusal; the
     * connection timeout comes before the operating system's.
     */
    static boolean isOfTheMachine(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof ConnectException
                && message != null
                && !message.contains("timed out")
                && !message.contains("unreachable");
    }
}
