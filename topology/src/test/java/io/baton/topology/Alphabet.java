/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * What may be observed next: of every node, as it is now and as it was one generation ago. Two alphabets, since all of it
 * together has more states than can be gone through.
 */
enum Alphabet {
    /** All that bears on roles and epochs. */
    ROLES {
        @Override
        void of(NodeAddress node, long generation, List<Epoch> epochs, List<Observation> all) {
            for (Epoch epoch : epochs) {
                all.add(probed(node, generation, Claim.WRITABLE, epoch, Upstream.UNKNOWN));
                all.add(probed(node, generation, Claim.STANDBY, epoch, Upstream.UNKNOWN));
                all.add(probed(node, generation, Claim.READ_ONLY, epoch, Upstream.UNKNOWN));
            }
            for (FailureKind kind :
                    List.of(FailureKind.CONNECTION_LOST, FailureKind.TOO_MANY_CONNECTIONS, FailureKind.LOGIN_REFUSED)) {
                all.add(new Observation.Unreachable(node, generation, kind, "probe failed"));
            }
            all.add(new Observation.Suspected(node, generation, "a call failed"));
            all.add(new Observation.Confirmed(node, generation, "somebody"));
        }
    },
    /** All that bears on health. */
    SILENCE {
        @Override
        void of(NodeAddress node, long generation, List<Epoch> epochs, List<Observation> all) {
            for (Epoch epoch : epochs) {
                all.add(probed(node, generation, Claim.WRITABLE, epoch, Upstream.UNKNOWN));
                all.add(probed(node, generation, Claim.STANDBY, epoch, Upstream.HEARD));
                all.add(probed(node, generation, Claim.STANDBY, epoch, Upstream.LOST));
            }
            all.add(new Observation.Unreachable(node, generation, FailureKind.TIMEOUT, "silent"));
            all.add(new Observation.Unreachable(node, generation, FailureKind.CONNECTION_LOST, "refused"));
            all.add(new Observation.Unreachable(node, generation, FailureKind.APPLICATION, "a wrong parameter"));
            all.add(new Observation.LoggedIn(node, generation));
            all.add(new Observation.Suspected(node, generation, "a call failed"));
            all.add(new Observation.Held(node, generation, "held"));
            all.add(new Observation.Released(node, generation));
        }
    };

    abstract void of(NodeAddress node, long generation, List<Epoch> epochs, List<Observation> all);

    List<Observation> next(Topology topology, List<Epoch> epochs) {
        List<Observation> all = new ArrayList<>();
        for (Node node : topology.nodes()) {
            for (long generation = Math.max(0, node.generation() - 1); generation <= node.generation(); generation++) {
                of(node.address(), generation, epochs, all);
            }
        }
        return all;
    }

    static Observation.Probed probed(NodeAddress node, long generation, Claim claim, Epoch epoch, Upstream upstream) {
        return new Observation.Probed(node, generation, claim, epoch, upstream, null);
    }
}
