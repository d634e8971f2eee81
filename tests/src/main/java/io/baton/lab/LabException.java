/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import org.jspecify.annotations.Nullable;

/** The lab could not do what a test asked of it; the message carries the evidence, such as the end of a server log. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
