/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** Is told what changed. Called by one thread, in the order of the changes, after the new topology is visible to all. */
@FunctionalInterface
public interface TopologyListener {

    /**
     * Must return soon and not throw: those that follow wait for it.
     *
     * @param current the topology that the change led to, which may be older than the newest one
     */
    void onChange(TopologyChange change, Topology current);
}
