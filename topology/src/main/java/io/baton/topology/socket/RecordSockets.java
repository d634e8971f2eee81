/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.socket;

import java.util.Map;
import java.util.Set;

/** How the driver of a vendor is made to connect to one address of a name, while it is told the name for all else. Pure. */
@SuppressWarnings("ImmutableEnumChecker") // The set is.
public enum RecordSockets {
    POSTGRESQL("PostgresRecordSockets", "socketFactoryArg", Set.of()),
    MYSQL("MySqlRecordSockets", "batonRecord", Set.of("socksProxyHost")),
    MARIADB("MariaDbRecordSockets", "batonRecord", Set.of("localSocket", "pipe")),
    /** A driver that cannot. */
    NONE("", "", Set.of());

    static final String RECORD = "batonRecord";

    private static final String PARAMETER = "socketFactory";

    private final String factory;
    private final String argument;
    private final Set<String> rivals;

    RecordSockets(String factory, String argument, Set<String> rivals) {
        this.factory = factory;
        this.argument = argument;
        this.rivals = rivals;
    }

    /** Those of the dialect with that name. */
    public static RecordSockets of(String dialect) {
        return switch (dialect) {
            case "postgresql" -> POSTGRESQL;
            case "mysql" -> MYSQL;
            case "mariadb" -> MARIADB;
            default -> NONE;
        };
    }

    /**
     * Whether the vendor's driver takes our sockets.
     *
     * @param parameters of the application: one may name sockets of its own
     * @param vendor the loader of the vendor's driver, which has to find our class
     */
    public boolean areTaken(Map<String, String> parameters, ClassLoader vendor) {
        boolean others = parameters.keySet().stream()
                .anyMatch(name ->
                        name.equalsIgnoreCase(PARAMETER) || rivals.stream().anyMatch(name::equalsIgnoreCase));
        return this != NONE && !others && isFoundBy(vendor);
    }

    private boolean isFoundBy(ClassLoader vendor) {
        try {
            Class<?> found = Class.forName(className(), true, vendor);
            return found.getClassLoader() == RecordSockets.class.getClassLoader();
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private String className() {
        return RecordSockets.class.getPackageName() + "." + factory;
    }

    /** The vendor's connection properties that lead its sockets there. */
    public Map<String, String> leadingTo(String record) {
        return Map.of(PARAMETER, className(), argument, record);
    }
}
