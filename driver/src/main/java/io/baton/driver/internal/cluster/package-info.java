/* SPDX-License-Identifier: Apache-2.0 */
/** One cluster for the whole JVM: its monitors, its leases and the way to the right node. */
@NullMarked
package io.baton.driver.internal.cluster;

import org.jspecify.annotations.NullMarked;
