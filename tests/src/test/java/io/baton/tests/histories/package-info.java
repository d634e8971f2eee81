/* SPDX-License-Identifier: Apache-2.0 */
/** Many clients write down what they did and what they were told, and a checker judges whether all of that can be true. */
package io.baton.tests.histories;
