/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.util.List;
import java.util.Map;

/**
 * The {@link ReplayReport} of a cluster over JMX, and what became of its commits: {@code
 * io.baton:type=Replay,cluster="..",id=..}.
 */
public interface ReplayMXBean {

    /** Transactions that ended and did something. */
    long getTransactions();

    /** How many of them could have been replayed, from 0 to 1. */
    double getReplayableShare();

    /** Those that could not, by the name of the {@link ReplayRefusal}. */
    Map<String, Long> getRefusals();

    /** The statements that stood in the way, most frequent first: count, reason, statement without its values. */
    List<String> getTopReasons();

    /** Transactions that were replayed. */
    long getReplayed();

    /** Transactions that were lost because they could not be replayed, by reason. */
    Map<String, Long> getLost();

    /** COMMITs whose answer was lost, by what was found out by the time the application was told: {@link CommitOutcome}. */
    Map<String, Long> getInterruptedCommits();

    /** Commits that were acknowledged, and that a failover has lost. */
    long getLostWrites();

    /** Acknowledged commits of which it is not known yet that every replica has them. */
    long getUnreplicatedWrites();
}
