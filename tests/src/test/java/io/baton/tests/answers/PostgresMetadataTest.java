/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.SQLException;

class PostgresMetadataTest extends MetadataSweep {

    PostgresMetadataTest() {
        super("SELECT pg_backend_pid()", "CREATE TABLE plain (n int)", "GRANT ALL ON plain TO app");
    }

    @Override
    Site start() throws SQLException {
        return Site.postgres();
    }
}
