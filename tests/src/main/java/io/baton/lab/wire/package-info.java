/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A proxy that understands the messages of PostgreSQL, or those of MySQL and MariaDB, and cuts an application's connection at a
 * chosen one.
 */
@NullMarked
package io.baton.lab.wire;

import org.jspecify.annotations.NullMarked;
