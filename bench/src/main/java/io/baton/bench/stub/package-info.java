/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A database driver without a database: answers at once, out of memory, and allocates nothing, so that what is measured
 * through it is the share of those who wrap it.
 */
@NullMarked
package io.baton.bench.stub;

import org.jspecify.annotations.NullMarked;
