/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code baton drill}: real PostgreSQL servers, an application's load on them through Baton, a fault, and an account of
 * what the application noticed. Everything in the account is measured; {@link io.baton.console.drill.Drill} has the order.
 */
@NullMarked
package io.baton.console.drill;

import org.jspecify.annotations.NullMarked;
