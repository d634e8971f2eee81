/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The failover race: {@code baton drill} with one driver after the other, so that workload, faults and account are the same
 * for all. A database joins by being one of the drill's; a driver by being a {@link io.baton.bench.race.Racer}.
 */
@NullMarked
package io.baton.bench.race;

import org.jspecify.annotations.NullMarked;
