/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a cluster have answered to {@link DatabaseMetaData}, for the time in which there is none. Health checks ask for the name
 * of the product, and would otherwise wait for the whole outage. Thread-safe.
 */
public final class MetadataMemory {

    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private volatile @Nullable DriverVersion driver;

    /** Of the vendor's driver, as its metadata tells. */
    public record DriverVersion(int major, int minor) {}

    /** Takes in what the first session of the cluster knows without asking its server. */
    public void begin(Connection vendors) {
        if (driver != null) {
            return;
        }
        try {
            DatabaseMetaData metaData = vendors.getMetaData();
            remember("getDatabaseProductName", metaData.getDatabaseProductName());
            remember("getDatabaseProductVersion", metaData.getDatabaseProductVersion());
            remember("getDatabaseMajorVersion", metaData.getDatabaseMajorVersion());
            remember("getDatabaseMinorVersion", metaData.getDatabaseMinorVersion());
            remember("getDriverName", metaData.getDriverName());
            remember("getDriverVersion", metaData.getDriverVersion());
            remember("getJDBCMajorVersion", metaData.getJDBCMajorVersion());
            remember("getJDBCMinorVersion", metaData.getJDBCMinorVersion());
            driver = new DriverVersion(metaData.getDriverMajorVersion(), metaData.getDriverMinorVersion());
        } catch (SQLException e) {
            // The session is broken already; the next one tells.
        }
    }

    /** Null before a session was there to ask. */
    public @Nullable DriverVersion driver() {
        return driver;
    }

    /**
     * Keeps an answer, unless it is that there is none.
     *
     * @param question the method and its arguments
     */
    public void remember(String question, @Nullable Object answer) {
        if (answer != null) {
            answers.put(question, answer);
        }
    }

    /** The driver does not answer that, whatever the node. */
    public void isNotSupported(String question, SQLFeatureNotSupportedException told) {
        answers.put(question, told);
    }

    /**
     * The last answer; its type is that of the method.
     *
     * @throws SQLFeatureNotSupportedException if that was the answer
     */
    @SuppressWarnings("unchecked")
    public <R extends @Nullable Object> Optional<R> answer(String question) throws SQLFeatureNotSupportedException {
        Object known = answers.get(question);
        if (known instanceof SQLFeatureNotSupportedException told) {
            throw new SQLFeatureNotSupportedException(told.getMessage(), told.getSQLState(), told.getErrorCode());
        }
        return (Optional<R>) Optional.ofNullable(known);
    }
}
