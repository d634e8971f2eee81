/* SPDX-License-Identifier: Apache-2.0 */
/** How many transactions were replayed, how many could have been, and why others could not: counted and told. */
@NullMarked
package io.baton.driver.internal.report;

import org.jspecify.annotations.NullMarked;
