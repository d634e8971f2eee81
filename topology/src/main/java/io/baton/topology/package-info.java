/* SPDX-License-Identifier: Apache-2.0 */
/** The facts: immutable snapshots of the cluster, the evidence they are made from and the changes between them. */
@NullMarked
package io.baton.topology;

import org.jspecify.annotations.NullMarked;
