/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sources outside of the nodes that know something of the cluster: a cluster manager, a registry. What they say are hints; the
 * nodes themselves are asked before a hint is believed.
 */
@NullMarked
package io.baton.topology.provider;

import org.jspecify.annotations.NullMarked;
