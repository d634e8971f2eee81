/* SPDX-License-Identifier: Apache-2.0 */
/** A proxy that understands PostgreSQL's messages and cuts an application's connection at a chosen one. */
@NullMarked
package io.baton.lab.wire;

import org.jspecify.annotations.NullMarked;
