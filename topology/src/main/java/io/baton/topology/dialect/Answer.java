/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.Claim;
import io.baton.topology.Epoch;

/** What a node said of itself in one probe. */
public record Answer(Claim claim, Epoch epoch) {}
