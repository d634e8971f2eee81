/* SPDX-License-Identifier: Apache-2.0 */
/** Time as a value that is passed down. */
@NullMarked
package io.baton.topology.time;

import org.jspecify.annotations.NullMarked;
