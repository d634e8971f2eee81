/* SPDX-License-Identifier: Apache-2.0 */
/** What applications bind to parameters, kept so that it can be bound again: a value from the moment at which it was bound. */
@NullMarked
package io.baton.driver.internal.bound;

import org.jspecify.annotations.NullMarked;
