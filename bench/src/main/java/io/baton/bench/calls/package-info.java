/* SPDX-License-Identifier: Apache-2.0 */
/** What a JDBC call costs through each wrapper, over the stub. */
@NullMarked
package io.baton.bench.calls;

import org.jspecify.annotations.NullMarked;
