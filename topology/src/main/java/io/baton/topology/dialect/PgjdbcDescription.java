/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.jdbc.PgParameterMetaData;
import org.postgresql.jdbc.PgResultSetMetaData;

/**
 * What pgjdbc knows of columns and parameters are numbers of the server's, which are the same on every node of a cluster and in every
 * session. They are taken over as they are, so that an answer is the one that the lost session would have given.
 */
final class PgjdbcDescription {

    private PgjdbcDescription() {}

    static ResultSetMetaData on(Connection session, ResultSetMetaData columns) throws SQLException {
        Field[] fields = kept(PgResultSetMetaData.class, "fields", columns, Field[].class);
        return new PgResultSetMetaData((BaseConnection) session, fields);
    }

    static ParameterMetaData on(Connection session, ParameterMetaData parameters) throws SQLException {
        int[] types = kept(PgParameterMetaData.class, "oids", parameters, int[].class);
        return new PgParameterMetaData((BaseConnection) session, types);
    }

    private static <T> T kept(Class<?> type, String name, Object description, Class<T> kind) throws SQLException {
        try {
            java.lang.reflect.Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return kind.cast(field.get(description));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new SQLException(
                    "this belongs to a session that was lost, and this pgjdbc tells no other one", "24000", e);
        }
    }
}
