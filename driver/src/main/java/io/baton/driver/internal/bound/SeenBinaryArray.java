/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** What pgjdbc read of an Array of its own that is in binary form. */
final class SeenBinaryArray extends PgArray {

    private final String baseTypeName;

    @SuppressWarnings("NullAway") // What needs the connection is not read.
    SeenBinaryArray(String baseTypeName, byte[] bytes) throws SQLException {
        super(null, Oid.UNSPECIFIED, bytes);
        this.baseTypeName = baseTypeName;
    }

    @Override
    public String getBaseTypeName() {
        return baseTypeName;
    }

    @Override
    public @Nullable String toString() {
        return "an array in binary form";
    }
}
