/* SPDX-License-Identifier: Apache-2.0 */
/** One HikariCP pool per node below the driver: {@link io.baton.pool.WarmDataSource}. */
@NullMarked
package io.baton.pool;

import org.jspecify.annotations.NullMarked;
