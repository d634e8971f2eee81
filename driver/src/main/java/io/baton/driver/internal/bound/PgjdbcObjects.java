/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.Set;
import org.postgresql.geometric.PGbox;
import org.postgresql.geometric.PGcircle;
import org.postgresql.geometric.PGline;
import org.postgresql.geometric.PGlseg;
import org.postgresql.geometric.PGpath;
import org.postgresql.geometric.PGpoint;
import org.postgresql.geometric.PGpolygon;
import org.postgresql.jdbc.PgArray;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGTime;
import org.postgresql.util.PGTimestamp;
import org.postgresql.util.PGmoney;
import org.postgresql.util.PGobject;

/** What pgjdbc knows of objects. Apart from {@link PostgresValues}, which is loaded without that driver, too. */
final class PgjdbcObjects {

    /** Their clones have nothing in common with them. */
    private static final Set<Class<?>> OWN = Set.of(
            PGobject.class,
            PGpoint.class,
            PGbox.class,
            PGcircle.class,
            PGline.class,
            PGlseg.class,
            PGpath.class,
            PGpolygon.class,
            PGInterval.class,
            PGmoney.class);

    private PgjdbcObjects() {}

    static Object capture(Object value) {
        try {
            if (value instanceof PGobject object) {
                return OWN.contains(value.getClass()) ? object.clone() : seen(object);
            }
            if (value instanceof Array array) {
                return seen(array);
            }
            if (value instanceof SQLXML xml) {
                return seen(xml);
            }
            if (value instanceof ByteStreamWriter writer) {
                return new Recorded(writer, new WriterTape(writer));
            }
            if (value.getClass() == PGTimestamp.class) {
                return ((PGTimestamp) value).clone();
            }
            return value.getClass() == PGTime.class ? ((PGTime) value).clone() : new Unjudged(value);
        } catch (SQLException | CloneNotSupportedException | RuntimeException e) {
            return new Unjudged(value); // The driver will meet the same, and say so as it does.
        }
    }

    /** An extension's: its type and its content is what the driver reads of it, as a text or in binary form. */
    private static Object seen(PGobject object) {
        String text = object.getValue();
        int size = text == null ? 0 : text.length();
        PGobject view = object instanceof PGBinaryObject binary
                ? new SeenBinaryObject(object, text, bytes(binary))
                : new SeenObject(object, text);
        return new Seen(object, view, size);
    }

    private static byte[] bytes(PGBinaryObject object) {
        byte[] bytes = new byte[object.lengthInBytes()];
        if (bytes.length > 0) {
            object.toBytes(bytes, 0);
        }
        return bytes;
    }

    private static Object seen(SQLXML xml) throws SQLException {
        String text = xml.getString();
        return new Seen(xml, new SeenXml(text), text == null ? 0 : text.length());
    }

    private static Object seen(Array array) throws SQLException {
        byte[] bytes = array.getClass() == PgArray.class ? ((PgArray) array).toBytes() : null;
        if (bytes != null) {
            return new Seen(array, new SeenBinaryArray(array.getBaseTypeName(), bytes), bytes.length);
        }
        String text = array.toString();
        return new Seen(array, new SeenArray(array.getBaseTypeName(), text), text == null ? 0 : text.length());
    }
}
