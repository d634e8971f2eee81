/* SPDX-License-Identifier: Apache-2.0 */
/** What Baton costs on a real server: the same load on the vendor's driver and on Baton, by turns in one JVM. */
@NullMarked
package io.baton.bench.server;

import org.jspecify.annotations.NullMarked;
