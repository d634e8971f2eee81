/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** How a statement makes the server generate values that the application sees, and that have to stay what they were. */
public sealed interface Generation permits InsertText, DrawText, AutoIncrement, ClockReading {}
