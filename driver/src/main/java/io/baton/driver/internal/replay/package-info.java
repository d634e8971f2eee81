/* SPDX-License-Identifier: Apache-2.0 */
/** The journal of the open transaction, and its replay on another node. */
@NullMarked
package io.baton.driver.internal.replay;

import org.jspecify.annotations.NullMarked;
