/* SPDX-License-Identifier: Apache-2.0 */
/** What can be told from SQL text without running it. */
@NullMarked
package io.baton.driver.internal.sql;

import org.jspecify.annotations.NullMarked;
