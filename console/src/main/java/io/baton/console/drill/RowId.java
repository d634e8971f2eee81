/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

/** The row that a writer means; nothing in the database keeps it from being there twice. */
record RowId(int writer, long seq) {}
