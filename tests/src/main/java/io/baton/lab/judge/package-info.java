/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Applications that write down what they did and what they were told, accidents, and a checker that compares the two with
 * the database. Knows JDBC and SQLStates, not Baton.
 */
@NullMarked
package io.baton.lab.judge;

import org.jspecify.annotations.NullMarked;
