/* SPDX-License-Identifier: Apache-2.0 */
/** Who waits for a session goes on in the order in which they came. */
@NullMarked
package io.baton.driver.internal.queue;

import org.jspecify.annotations.NullMarked;
