/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import javax.sql.DataSource;

/** What applications of a kind do with a database, as the framework itself sends it. */
interface Workload {

    /** Makes what it needs. */
    void prepare(DataSource database) throws Exception;

    /** Works for a moment; a step of it that fails is repeated by {@link Steps}, as its user would. */
    void run(DataSource database, Steps steps) throws Exception;
}
