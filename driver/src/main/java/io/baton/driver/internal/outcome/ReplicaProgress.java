/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.Claim;
import io.baton.topology.NodeAddress;
import io.baton.topology.history.Heard;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far each replica was when it was last heard, by server and not by address: behind one address there may be several, and
 * what one of them has the next one may lack. Thread-safe.
 */
final class ReplicaProgress {

    /** A server that is not heard at its address for so long, while another one is, was started again or is not there any more. */
    private static final Duration REPLACED = Duration.ofSeconds(10);

    private final Map<String, Replica> replicas = new ConcurrentHashMap<>();

    /** @param replicates false once it was promoted: what it had by then is still known */
    private record Replica(NodeAddress node, LogProgress progress, long heard, boolean replicates) {}

    /** Takes in an answer; says whether it is of a replica. */
    boolean heard(Heard heard, LogProgress progress) {
        String server = serverOf(heard);
        if (heard.answer().claim() == Claim.STANDBY) {
            replicas.put(server, new Replica(heard.node(), progress, heard.asked(), true));
            forgetReplaced(heard);
            return true;
        }
        replicas.computeIfPresent(
                server, (s, known) -> new Replica(heard.node(), known.progress, heard.asked(), false));
        forgetReplaced(heard);
        return false;
    }

    /** The address is none of the cluster's any more: nobody waits for what was there. */
    void left(NodeAddress node) {
        replicas.values().removeIf(replica -> replica.node.equals(node));
    }

    private void forgetReplaced(Heard heard) {
        replicas.values()
                .removeIf(replica ->
                        replica.node.equals(heard.node()) && heard.asked() - replica.heard > REPLACED.toNanos());
    }

    private static String serverOf(Heard heard) {
        String instance = heard.answer().instance();
        return instance == null ? heard.node().toString() : instance;
    }

    /** Whether all that replicate have what is before that end. */
    boolean allHave(LogProgress end) {
        boolean any = false;
        for (Replica replica : replicas.values()) {
            if (replica.replicates) {
                any = true;
                if (!replica.progress.reaches(end)) {
                    return false;
                }
            }
        }
        return any;
    }

    /** Whether that server was seen to have what is before that end while it was a replica. */
    boolean has(String server, @Nullable LogProgress end) {
        Replica known = replicas.get(server);
        return known != null && end != null && known.progress.reaches(end);
    }
}
