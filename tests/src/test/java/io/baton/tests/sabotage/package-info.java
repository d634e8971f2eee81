/* SPDX-License-Identifier: Apache-2.0 */
/** Takes one mend after the other out of the driver, and measures how long it takes until that is found. */
package io.baton.tests.sabotage;
