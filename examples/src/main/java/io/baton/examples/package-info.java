/* SPDX-License-Identifier: Apache-2.0 */
/** Small programs to copy from. */
@NullMarked
package io.baton.examples;

import org.jspecify.annotations.NullMarked;
