/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

/** Which way a message goes. */
public enum Direction {
    TO_SERVER,
    TO_CLIENT
}
