/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sockets that lead to one of the addresses of a name, whatever address the vendor's driver would take. The vendor's drivers make
 * these factories by their names.
 */
@NullMarked
package io.baton.topology.socket;

import org.jspecify.annotations.NullMarked;
