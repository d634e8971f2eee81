/* SPDX-License-Identifier: Apache-2.0 */
/** How evidence is gathered: one monitor per node. */
@NullMarked
package io.baton.topology.probe;

import org.jspecify.annotations.NullMarked;
