/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Stage;
import io.baton.lab.mysql.Engine;
import java.util.Locale;

/** One of the databases. */
enum Database {
    POSTGRES(Promise.POSTGRES) {
        @Override
        Stage stage(boolean synchronous) {
            return Stage.postgres(synchronous);
        }

        @Override
        String url(Stage stage) {
            return "jdbc:baton:postgresql://" + stage.address() + "&user=app&password=app";
        }
    },
    MARIADB(Promise.INNODB),
    MYSQL(Promise.INNODB);

    private final Promise promise;

    Database(Promise promise) {
        this.promise = promise;
    }

    Promise promise() {
        return promise;
    }

    /** @param synchronous whether commits wait for a replica */
    Stage stage(boolean synchronous) {
        return Stage.of(Engine.valueOf(name()), synchronous);
    }

    /** Of Baton, through the proxies. */
    String url(Stage stage) {
        return "jdbc:baton:" + name().toLowerCase(Locale.ROOT) + "://" + stage.address();
    }
}
