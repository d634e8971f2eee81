/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of the values that a column or an OUT parameter can have are wrapped: those that need the session of the lease they
 * came from. Others, arrays among them, are the vendor's own, since the vendor's setters want to know them by their class.
 */
final class Wrapping {
    private Wrapping() {}

    static @Nullable Blob of(@Nullable Blob raw, FailoverConnection connection, Lease lease) {
        connection.session.commits().mayWriteUnseen();
        return raw == null ? null : new FailoverBlob(connection, raw, lease);
    }

    static @Nullable Clob of(@Nullable Clob raw, FailoverConnection connection, Lease lease) {
        connection.session.commits().mayWriteUnseen();
        return raw instanceof NClob national
                ? of(national, connection, lease)
                : raw == null ? null : new FailoverClob(connection, raw, lease);
    }

    static @Nullable NClob of(@Nullable NClob raw, FailoverConnection connection, Lease lease) {
        connection.session.commits().mayWriteUnseen();
        return raw == null ? null : new FailoverNClob(connection, raw, lease);
    }

    @SuppressWarnings("unchecked") // What implements the interface that was asked for is replaced by what does so, too.
    static <T> @Nullable T ofAny(@Nullable T raw, FailoverConnection connection, Lease lease) {
        if (raw instanceof ResultSet rows) {
            connection.session.refuseReplay(ReplayRefusal.CURSOR_VALUE, "");
            return (T) new FailoverResultSet(connection, null, rows, lease, null);
        }
        if (raw instanceof Blob blob) {
            return (T) of(blob, connection, lease);
        }
        return raw instanceof Clob clob ? (T) of(clob, connection, lease) : raw;
    }
}
