/* SPDX-License-Identifier: Apache-2.0 */
/** Random programs on the vendor's driver and through Baton, judged without knowing what they do. */
package io.baton.tests.fuzz;
