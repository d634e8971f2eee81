/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Writes the classes that forward the JDBC interfaces, {@code driver/src/generated/java}. {@link RuleTable} says what
 * becomes of each method; everything else here turns that table into Java. {@code ForwardingSourcesTest} proves that
 * the checked-in files are what the generator writes, and writes them anew when asked to.
 */
@NullMarked
package io.baton.driver.generator;

import org.jspecify.annotations.NullMarked;
