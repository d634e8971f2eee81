/* SPDX-License-Identifier: Apache-2.0 */
/** The logical session behind one connection: its lease, its settings and its transaction. */
@NullMarked
package io.baton.driver.internal.session;

import org.jspecify.annotations.NullMarked;
