/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.config;

import io.baton.driver.BatonOption;
import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.MariaDbDialect;
import io.baton.topology.dialect.MySqlDialect;
import io.baton.topology.dialect.PostgresDialect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code jdbc:baton:postgresql://host1:port1,host2/database?parameter=value}, and the same of other vendors. */
public final class BatonUrl {

    /** What every URL of Baton starts with. */
    public static final String PREFIX = "jdbc:baton:";

    private static final List<Dialect> DIALECTS =
            List.of(new PostgresDialect(), new MySqlDialect(), new MariaDbDialect());

    /** The drivers of MySQL and MariaDB have modes that stand before the hosts: {@code replication://}. */
    private static final Pattern MODE = Pattern.compile("([a-z-]+)://.*");

    private BatonUrl() {}

    /**
     * What the URL and the properties say together; properties win over the URL for Baton's own options.
     *
     * @throws IllegalArgumentException with a message for people; it never contains the URL's parameters
     */
    public static ClusterConfig parse(String url, Properties info) {
        if (!url.startsWith(PREFIX) || !url.startsWith(":", endOfName(url))) {
            throw new IllegalArgumentException(
                    "a Baton URL looks like " + PREFIX + "postgresql://host1:port1,host2:port2/database"
                            + ", with mysql or mariadb in the place of postgresql for those");
        }
        int nameEnd = endOfName(url);
        Dialect dialect = dialect(url.substring(PREFIX.length(), nameEnd));
        requireNoMode(url, nameEnd);
        String location = location(url.substring(nameEnd + 1));
        int hostsEnd = endOfHosts(location);
        int query = location.indexOf('?');
        Map<String, String> parameters = query < 0 ? Map.of() : parameters(location.substring(query + 1));
        Map<String, String> properties = new LinkedHashMap<>();
        info.stringPropertyNames().forEach(key -> properties.put(key, info.getProperty(key)));

        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(properties);
        OptionValues options = OptionValues.from(all);
        properties.keySet().removeIf(BatonOption::isBatonKey);
        requireNoRival(dialect, all);
        String database = location.substring(hostsEnd, query < 0 ? location.length() : query);
        String path = database + vendorQuery(query < 0 ? "" : location.substring(query + 1));
        List<NodeAddress> nodes = hostsEnd == 0
                ? dialect.impliedNodes(path, properties)
                : nodes(location.substring(0, hostsEnd), dialect.defaultPort());
        return new ClusterConfig(dialect, nodes, path, vendorOnly(parameters), properties, options);
    }

    private static void requireNoMode(String url, int nameEnd) {
        Matcher mode = MODE.matcher(url.substring(nameEnd + 1));
        if (mode.matches()) {
            throw new IllegalArgumentException("Baton finds out by itself what each node is: leave out \""
                    + mode.group(1) + ":\" and list all nodes, " + url.substring(0, nameEnd + 1)
                    + "//host1:port1,host2:port2/database");
        }
    }

    private static void requireNoRival(Dialect dialect, Map<String, String> parameters) {
        String rival = dialect.rivalParameter(parameters);
        if (rival != null) {
            throw new IllegalArgumentException("leave out " + rival + ": the vendor's driver would open another session"
                    + " behind Baton's back, and Baton does that and more by itself");
        }
    }

    /** Whether it is a URL as the driver of a vendor that Baton knows takes it. */
    public static boolean isVendors(String url) {
        return DIALECTS.stream().anyMatch(dialect -> url.startsWith("jdbc:" + dialect.name() + ":"));
    }

    /** The same for Baton, of a URL that {@linkplain #isVendors is a vendor's}. */
    public static String ofVendors(String url) {
        return PREFIX + url.substring("jdbc:".length());
    }

    private static int endOfName(String url) {
        int end = url.indexOf(':', PREFIX.length());
        return end < 0 ? url.length() : end;
    }

    /** Hosts, database and parameters. Without slashes in front there is a database alone. */
    private static String location(String rest) {
        if (rest.startsWith("//")) {
            return rest.substring(2);
        }
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static Dialect dialect(String name) {
        return DIALECTS.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Baton does not know the database \"" + name
                        + "\"; it knows "
                        + DIALECTS.stream().map(Dialect::name).toList()));
    }

    private static int endOfHosts(String location) {
        for (int i = 0; i < location.length(); i++) {
            if (location.charAt(i) == '/' || location.charAt(i) == '?') {
                return i;
            }
        }
        return location.length();
    }

    private static List<NodeAddress> nodes(String hosts, int defaultPort) {
        List<NodeAddress> nodes = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            NodeAddress node = node(host.trim(), defaultPort);
            if (nodes.contains(node)) {
                throw new IllegalArgumentException(node + " stands twice in the URL");
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static NodeAddress node(String text, int defaultPort) {
        if (text.contains("@")) { // Not repeated here: it has a password.
            throw new IllegalArgumentException("a node is host:port; user and password are parameters of their own");
        }
        if (text.contains("(")) {
            throw new IllegalArgumentException("\"" + text + "\" is not host:port");
        }
        int portColon = text.lastIndexOf(':');
        boolean hasPort = portColon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, portColon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() && hasPort) {
            host = "localhost";
        }
        try {
            return new NodeAddress(host, hasPort ? Integer.parseInt(text.substring(portColon + 1)) : defaultPort);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not host:port", e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decode(key), decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> vendorOnly(Map<String, String> parameters) {
        Map<String, String> vendor = new LinkedHashMap<>(parameters);
        vendor.keySet().removeIf(BatonOption::isBatonKey);
        return vendor;
    }

    /** The query as it was written, less Baton's own parameters. */
    private static String vendorQuery(String query) {
        List<String> kept = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !BatonOption.isBatonKey(decode(pair.split("=", 2)[0]))) {
                kept.add(pair);
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }
}
