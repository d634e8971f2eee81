/* SPDX-License-Identifier: Apache-2.0 */
/** What the monitors saw of the nodes' logs: evidence about which commits a new primary has. */
@NullMarked
package io.baton.topology.history;

import org.jspecify.annotations.NullMarked;
