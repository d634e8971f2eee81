/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.config;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Dialect;
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

    public ClusterConfig {
        nodes = List.copyOf(nodes);
        urlParameters = Map.copyOf(urlParameters);
        properties = Map.copyOf(properties);
    }

    /** The database's name: what logs and thread names call the cluster. */
    public String name() {
        int end = path.indexOf('?');
        String database = (end < 0 ? path : path.substring(0, end)).replaceFirst("^/", "");
        return database.isEmpty() ? nodes.get(0).toString() : database;
    }

    /** Without parameters and properties: they hold the password. */
    @Override
    public String toString() {
        return dialect.name() + " " + name() + " " + nodes;
    }
}
