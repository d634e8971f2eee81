/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

/**
 * The message at which a connection was cut.
 *
 * @param type what kind of message, as one letter; a space for the packet in which the client says who it is
 * @param backend the server's process behind the connection, or its number for the session; 0 as long as it has not told
 * @param port of the server
 */
public record Hit(char type, int backend, int port) {}
