/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Real MariaDB and MySQL servers that replicate by GTID.
 *
 * <p>{@link io.baton.lab.mysql.GtidCluster} starts a primary with replicas: MariaDB as processes of this machine out of a
 * jar, MySQL in containers. {@link io.baton.lab.mysql.GtidNode} is one of the servers, the same for both.
 */
@NullMarked
package io.baton.lab.mysql;

import org.jspecify.annotations.NullMarked;
