/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import java.sql.SQLException;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.junit.jupiter.api.Test;

class MariaDbHibernateTest extends GtidHibernateTests {

    MariaDbHibernateTest() {
        super(Engine.MARIADB);
    }

    @Test
    void should_go_on_with_keys_of_a_sequence() throws SQLException {
        cluster.primary().execute("CREATE SEQUENCE entry_seq INCREMENT BY 10");
        try (SessionFactory sessions = sessions(Entry.class);
                Session session = sessions.openSession()) {
            Transaction transaction = session.beginTransaction();
            Entry entry = new Entry();
            long key = persisted(session, entry);
            GtidNode successor = failOver();
            entry.name("changed");
            transaction.commit();
            assertThat(query(successor, "SELECT id, note FROM entry")).isEqualTo(key + " changed");
        } finally {
            cluster.primary().execute("DROP SEQUENCE entry_seq");
        }
    }
}
