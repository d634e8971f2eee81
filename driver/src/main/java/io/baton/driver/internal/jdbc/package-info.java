/* SPDX-License-Identifier: Apache-2.0 */
/** The JDBC objects: generated forwarding with hand-written decisions on top and below. */
@NullMarked
package io.baton.driver.internal.jdbc;

import org.jspecify.annotations.NullMarked;
