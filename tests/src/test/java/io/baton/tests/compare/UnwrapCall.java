/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.random.RandomGenerator;
import org.postgresql.PGConnection;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;

/** {@code unwrap} and {@code isWrapperFor}: who is unwrapped is another object, what it does is the same. */
final class UnwrapCall {

    private static final List<String> SLOTS =
            List.of("c", "c", "s0", "s1", "s2", "p0", "p1", "p2", "r0", "r1", "r2", "m", "d0", "d1");

    private static final List<Class<?>> TYPES = List.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            PGConnection.class,
            PGStatement.class,
            PGResultSetMetaData.class,
            BaseConnection.class,
            Wrapper.class,
            Object.class,
            Runnable.class);

    private UnwrapCall() {}

    static Step next(RandomGenerator random) {
        String slot = SLOTS.get(random.nextInt(SLOTS.size()));
        Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
        if (random.nextBoolean()) {
            return new Step(
                    "%s.isWrapperFor(%s)".formatted(slot, type.getSimpleName()),
                    w -> ((Wrapper) w.get(slot)).isWrapperFor(type));
        }
        return new Step("%s.unwrap(%s)".formatted(slot, type.getSimpleName()), w -> {
            Object whole = w.get(slot);
            return uses(whole, ((Wrapper) whole).unwrap(type), type);
        });
    }

    /** Interfaces of JDBC lead back to the object itself, those of the vendor to something that works. */
    private static Object uses(Object whole, Object unwrapped, Class<?> type) throws Exception {
        if (unwrapped instanceof PGConnection vendors && !isOfJdbc(type)) {
            return vendors.getPreferQueryMode() + " " + vendors.getPrepareThreshold() + " "
                    + vendors.getParameterStatus("TimeZone");
        }
        if (unwrapped instanceof PGStatement vendors && !isOfJdbc(type)) {
            return vendors.getPrepareThreshold() + " " + vendors.isUseServerPrepare();
        }
        if (unwrapped instanceof PGResultSetMetaData vendors && !isOfJdbc(type)) {
            return vendors.getBaseColumnName(1);
        }
        return whole == unwrapped ? "itself" : "another " + type.isInstance(unwrapped);
    }

    private static boolean isOfJdbc(Class<?> type) {
        return type.getPackageName().startsWith("java.");
    }
}
