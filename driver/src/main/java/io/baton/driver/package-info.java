/* SPDX-License-Identifier: Apache-2.0 */
/** What applications see: the driver, the DataSource, the options and the exceptions. */
@NullMarked
package io.baton.driver;

import org.jspecify.annotations.NullMarked;
