/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The lab: real PostgreSQL, MySQL and MariaDB servers on this machine, and the faults to break them with.
 *
 * <p>{@link io.baton.lab.PostgresCluster} starts a primary with streaming standbys out of a jar of server binaries: no
 * Docker, nothing installed, root or not. {@link io.baton.lab.PostgresNode} is one server that can be killed, frozen
 * and started again; {@link io.baton.lab.mysql} has the same for MariaDB and MySQL. Where a Docker engine runs there are more: {@link io.baton.lab.PatroniCluster}, which promotes by
 * itself, and {@link io.baton.lab.Network} for the faults of the network. Everything listens on 127.0.0.1 only, and
 * whatever the lab started it also ends. Linux only.
 */
@NullMarked
package io.baton.lab;

import org.jspecify.annotations.NullMarked;
