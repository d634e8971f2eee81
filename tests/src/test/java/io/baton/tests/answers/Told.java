/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.driver.CommitOutcomeUnknown;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an application was told by one run.
 *
 * @param seen what the program returned; empty when it failed
 * @param checkpoints how many things were in force for good by its own account
 */
public record Told(
        Kind kind, String seen, int checkpoints, @Nullable Exception failure) {

    public enum Kind {
        /** It returned as if nothing had happened. */
        NOTHING,
        /** 40001: nothing since the last checkpoint took effect, the connection is healthy. */
        LOST,
        /** 08007: the thing that was under way took effect as a whole or not at all, unless {@link Told#mayBeInPart}; the connection is closed. */
        UNKNOWN,
        /** 08006: nothing since the last checkpoint took effect, the connection is closed. */
        CONNECTION_LOST,
        /** What the vendor's driver does not say without a fault. */
        OTHER
    }

    public static Told nothing(String seen, int checkpoints) {
        return new Told(Kind.NOTHING, seen, checkpoints, null);
    }

    public static Told of(Exception failure, int checkpoints) {
        String state = failure instanceof SQLException e ? String.valueOf(e.getSQLState()) : "";
        Kind kind = switch (state) {
            case "40001" -> Kind.LOST;
            case "08007" -> Kind.UNKNOWN;
            case "08006" -> Kind.CONNECTION_LOST;
            default -> Kind.OTHER;
        };
        return new Told(kind, "", checkpoints, failure);
    }

    /** Whether it was told that a part may be there without the rest. */
    public boolean mayBeInPart() {
        return failure instanceof CommitOutcomeUnknown unknown && unknown.mayBeInPart();
    }

    public boolean closes() {
        return kind == Kind.UNKNOWN || kind == Kind.CONNECTION_LOST;
    }

    @Override
    public String toString() {
        return kind + (failure == null ? " and saw " + seen : " by " + failure);
    }
}
