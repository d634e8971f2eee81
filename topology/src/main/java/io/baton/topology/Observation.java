/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence about one node. Carries the node's generation at the time it was looked for, so that evidence
 * gathered before the node was given up cannot speak about what it is now.
 */
public sealed interface Observation {

    NodeAddress address();

    /** The {@link Node#generation()} that the observer knew when it began to look. */
    long generation();

    /**
     * A probe was answered.
     *
     * @param instance the same for two addresses of one server; null when it cannot be told
     */
    record Probed(
            NodeAddress address,
            long generation,
            Claim claim,
            Epoch epoch,
            Upstream upstream,
            @Nullable String instance)
            implements Observation {}

    /**
     * Somebody who does not have it from the nodes, named by {@code source}, has said for long enough that this node is the
     * primary. It counts against a higher epoch that no node shows any more, and for nothing else.
     *
     * @param insists whether it has done so all the time since another node accepts writes on a higher epoch: that one was promoted
     *     behind its back, and does not count either
     */
    record Confirmed(NodeAddress address, long generation, String source, boolean insists) implements Observation {

        Confirmed(NodeAddress address, long generation, String source) {
            this(address, generation, source, false);
        }
    }

    /** A provider names this node as the primary, now. A promotion beyond it is not followed while it does. */
    record Named(NodeAddress address, String source) implements Observation {
        @Override
        public long generation() {
            return 0;
        }
    }

    /** The provider that named this node names nobody any more, or does not answer: the nodes alone decide. */
    record Unnamed(NodeAddress address) implements Observation {
        @Override
        public long generation() {
            return 0;
        }
    }

    /** A probe failed. {@code why} is a sentence for people. */
    record Unreachable(NodeAddress address, long generation, FailureKind kind, String why) implements Observation {}

    /** A login of the application succeeded on a node that had refused the probe's. */
    record LoggedIn(NodeAddress address, long generation) implements Observation {}

    /**
     * Somebody names a node that Baton did not know: a hint, to be probed before it counts for anything.
     *
     * @param source who named it
     */
    record Listed(NodeAddress address, String source) implements Observation {
        @Override
        public long generation() {
            return 0;
        }
    }

    /** The name of a node that never answered stands for several addresses: each is a node in its place. */
    record Resolved(NodeAddress address, List<NodeAddress> records) implements Observation {
        @Override
        public long generation() {
            return 0;
        }
    }

    /** The name of the URL stands for this address, too, since a while. {@code why} is a sentence for people. */
    record Added(NodeAddress address, String why) implements Observation {
        @Override
        public long generation() {
            return 0;
        }
    }

    /** The node is none any more. {@code why} is a sentence for people. */
    record Gone(NodeAddress address, String why) implements Observation {
        @Override
        public long generation() {
            return Long.MAX_VALUE;
        }
    }

    /** Nothing new shall begin on the node until {@link Released}, or until it goes down; what runs there goes on. */
    record Held(NodeAddress address, long generation, String why) implements Observation {}

    /** The node may be used again; the next probe decides. */
    record Released(NodeAddress address, long generation) implements Observation {}

    /** A call on a leased session failed in a way that puts the node in doubt; the next probe decides. */
    record Suspected(NodeAddress address, long generation, String why) implements Observation {}
}
