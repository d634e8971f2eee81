/* SPDX-License-Identifier: Apache-2.0 */
/** The account of a run: one JSON file for programs and one Markdown file for people, both of the same figures. */
@NullMarked
package io.baton.bench.report;

import org.jspecify.annotations.NullMarked;
