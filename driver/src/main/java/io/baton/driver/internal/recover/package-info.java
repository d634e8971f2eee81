/* SPDX-License-Identifier: Apache-2.0 */
/** What happens when a call fails. */
@NullMarked
package io.baton.driver.internal.recover;

import org.jspecify.annotations.NullMarked;
