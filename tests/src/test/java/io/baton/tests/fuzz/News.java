/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.lab.Sql;
import io.baton.tests.answers.Site;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Somebody who listens to what is notified, where there is such a thing. */
final class News implements AutoCloseable {

    private final @Nullable Connection listener;
    private final List<String> heard = new ArrayList<>();

    private News(@Nullable Connection listener) {
        this.listener = listener;
    }

    static News of(World world, Site site) throws SQLException {
        if (world != World.POSTGRES) {
            return new News(null);
        }
        Connection listener = DriverManager.getConnection(site.vendorsUrl(""));
        Sql.execute(listener, "LISTEN news");
        return new News(listener);
    }

    /** What was heard until now does not count. */
    void heard() throws SQLException {
        sinceTheBeginning();
        heard.clear();
    }

    String sinceTheBeginning() throws SQLException {
        if (listener != null) {
            Sql.execute(listener, "SELECT 1");
            PGNotification[] more = listener.unwrap(PGConnection.class).getNotifications();
            for (PGNotification one : more == null ? new PGNotification[0] : more) {
                heard.add(one.getParameter());
            }
        }
        return heard.toString();
    }

    @Override
    public void close() throws SQLException {
        if (listener != null) {
            listener.close();
        }
    }
}
