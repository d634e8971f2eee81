/* SPDX-License-Identifier: Apache-2.0 */
/** What differs from one database vendor to the next. */
@NullMarked
package io.baton.topology.dialect;

import org.jspecify.annotations.NullMarked;
