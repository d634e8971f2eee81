/* SPDX-License-Identifier: Apache-2.0 */
/** What became of a COMMIT whose answer was lost, and which acknowledged ones a failover lost. */
@NullMarked
package io.baton.driver.internal.outcome;

import org.jspecify.annotations.NullMarked;
