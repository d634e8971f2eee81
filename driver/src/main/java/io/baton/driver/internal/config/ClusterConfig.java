/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.config;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Dialect;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that one URL with its properties says. Two connections with equal configurations share one cluster.
 *
 * @param path what follows the host list in the vendor's URL: slash, database and the vendor's parameters
 * @param urlParameters the vendor's parameters in the URL
 * @param properties the vendor's connection properties, user and password among them
 */
public record ClusterConfig(
        Dialect dialect,
        List<NodeAddress> nodes,
        String path,
        Map<String, String> urlParameters,
        Map<String, String> properties,
        OptionValues options) {

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    public ClusterConfig {
        nodes = List.copyOf(nodes);
        urlParameters = Map.copyOf(urlParameters);
        properties = Map.copyOf(properties);
    }

    /** The database's name: what logs and thread names call the cluster. */
    public String name() {
        String database = database();
        return database.isEmpty() ? nodes.get(0).toString() : database;
    }

    /** Empty when the URL names none. */
    public String database() {
        int end = path.indexOf('?');
        return (end < 0 ? path : path.substring(0, end)).replaceFirst("^/", "");
    }

    /**
     * How long getting a connection may take: the vendor's property, or what the {@link DriverManager} was told, as the
     * vendor's driver has it.
     */
    public Duration loginTimeout() {
        String key = dialect.loginTimeoutProperty();
        String given = key == null ? null : properties.getOrDefault(key, urlParameters.get(key));
        double seconds = given == null ? 0 : seconds(given);
        if (seconds <= 0) {
            seconds = DriverManager.getLoginTimeout();
        }
        return seconds <= 0 ? NO_LIMIT : Duration.ofMillis((long) (seconds * 1000));
    }

    /** What cannot be read is the vendor's to complain of. */
    private static double seconds(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Without parameters and properties: they hold the password. */
    @Override
    public String toString() {
        return dialect.name() + " " + name() + " " + nodes;
    }
}
