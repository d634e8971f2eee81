/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import java.util.ArrayList;
import java.util.List;

/**
 * What a cluster looks like when it starts.
 *
 * @param engine which server it is made of
 * @param nodes how many, of which n1 is the primary
 * @param semiSync whether a commit waits, for as long as it takes, until one replica has received it and before anybody
 *     sees it; in force on the primary, also after a promotion
 * @param grants what the application's user may do beside everything in its own schema, each as it stands between {@code
 *     GRANT} and {@code TO}, as in {@code REPLICATION CLIENT ON *.*}
 * @param settings what the servers are started with beside what every lab needs, as in {@code --binlog-format=ROW}
 */
public record GtidShape(Engine engine, int nodes, boolean semiSync, List<String> grants, List<String> settings) {

    public GtidShape {
        if (nodes < 1) {
            throw new IllegalArgumentException("A cluster cannot have " + nodes + " nodes");
        }
        if (semiSync && nodes == 1) {
            throw new IllegalArgumentException("A semi-synchronous commit without a replica would never return");
        }
        grants = List.copyOf(grants);
        settings = List.copyOf(settings);
    }

    /** One server, nothing replicated. */
    public static GtidShape single(Engine engine) {
        return new GtidShape(engine, 1, false, List.of(), List.of());
    }

    /** A primary and one asynchronous replica. */
    public static GtidShape pair(Engine engine) {
        return new GtidShape(engine, 2, false, List.of(), List.of());
    }

    /** A primary and two asynchronous replicas. */
    public static GtidShape trio(Engine engine) {
        return new GtidShape(engine, 3, false, List.of(), List.of());
    }

    /** The same shape, but a commit waits for any one replica. */
    public GtidShape withSemiSync() {
        return new GtidShape(engine, nodes, true, grants, settings);
    }

    /** The same shape, with one more right for the application's user. */
    public GtidShape withGrant(String grant) {
        return new GtidShape(engine, nodes, semiSync, and(grants, grant), settings);
    }

    /** The same shape, whose servers are started with one more setting. */
    public GtidShape withSetting(String setting) {
        return new GtidShape(engine, nodes, semiSync, grants, and(settings, setting));
    }

    private static List<String> and(List<String> some, String another) {
        List<String> more = new ArrayList<>(some);
        more.add(another);
        return more;
    }
}
