/* SPDX-License-Identifier: Apache-2.0 */
/** What a server tells of texts, or refuses, when they are to be run again or to be judged after a session was lost. */
@NullMarked
package io.baton.driver.internal.catalogue;

import org.jspecify.annotations.NullMarked;
