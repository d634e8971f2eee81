/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

/** The column of a table that a column of a result is, by the names of both in the catalogue. */
public record ColumnOrigin(String schema, String table, String column) {}
