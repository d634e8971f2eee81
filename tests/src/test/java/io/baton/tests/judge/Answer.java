/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the application was told about a run.
 *
 * @param keys the generated keys that it was told, or what else it was shown and only the server knows
 * @param exception what was thrown, if anything
 */
record Answer(Kind kind, List<Long> keys, @Nullable Exception exception) {

    enum Kind {
        /** It returned as if nothing had happened. */
        DONE,
        /** 40001: nothing of it took effect, the connection is healthy. */
        LOST,
        /** 08007: all of it took effect or nothing. */
        UNKNOWN,
        /** 08006: nothing of it took effect, the connection is closed. */
        CONNECTION_LOST,
        /** Something else, which is always wrong here. */
        OTHER
    }

    static Answer done(List<Long> keys) {
        return new Answer(Kind.DONE, keys, null);
    }

    static Answer of(SQLException e) {
        Kind kind = switch (String.valueOf(e.getSQLState())) {
            case "40001" -> Kind.LOST;
            case "08007" -> Kind.UNKNOWN;
            case "08006" -> Kind.CONNECTION_LOST;
            default -> Kind.OTHER;
        };
        return new Answer(kind, List.of(), e);
    }
}
