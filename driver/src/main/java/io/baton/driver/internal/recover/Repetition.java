/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

/** How a call may be run twice. */
enum Repetition {
    NONE,
    AS_IT_IS,
    /** Its text looks like a read: where the server lets it only read, and if nothing in it escapes that. */
    AS_READING
}
