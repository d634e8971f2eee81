/* SPDX-License-Identifier: Apache-2.0 */
/** {@code baton bench}: what Baton costs and what it is worth, beside its peers. */
@NullMarked
package io.baton.bench;

import org.jspecify.annotations.NullMarked;
