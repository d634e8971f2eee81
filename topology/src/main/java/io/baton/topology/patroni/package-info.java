/* SPDX-License-Identifier: Apache-2.0 */
/** What Patroni knows of a cluster, asked by its REST interface. */
@NullMarked
package io.baton.topology.patroni;

import org.jspecify.annotations.NullMarked;
