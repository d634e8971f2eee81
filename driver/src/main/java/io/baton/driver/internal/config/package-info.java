/* SPDX-License-Identifier: Apache-2.0 */
/** From URL and properties to what the rest of the driver needs to know. */
@NullMarked
package io.baton.driver.internal.config;

import org.jspecify.annotations.NullMarked;
