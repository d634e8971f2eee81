/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Stage;
import io.baton.lab.mysql.Engine;
import java.util.Locale;

/** One of the databases. */
enum Database {
    POSTGRES(Promise.POSTGRES, 11) {
        @Override
        Stage stage(boolean synchronous) {
            return Stage.postgres(synchronous);
        }

        @Override
        String url(Stage stage) {
            return "jdbc:baton:postgresql://" + stage.address() + "&user=app&password=app";
        }
    },
    MARIADB(Promise.INNODB, 17),
    MYSQL(Promise.INNODB, 1);

    private final Promise promise;
    private final long seed;

    /** @param seed where histories begin if nobody says so: such that those of a build have other modes here than there */
    Database(Promise promise, long seed) {
        this.promise = promise;
        this.seed = seed;
    }

    long seed() {
        return seed;
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
