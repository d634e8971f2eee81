/* SPDX-License-Identifier: Apache-2.0 */
/** The {@code baton} command. */
@NullMarked
package io.baton.console;

import org.jspecify.annotations.NullMarked;
