/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

/**
 * The message at which a connection was cut.
 *
 * @param type the letter of the message in the protocol; a space for the first packet, which has none
 * @param backend the server's process behind the connection; 0 before the login was complete
 * @param port of the server
 */
public record Hit(char type, int backend, int port) {}
