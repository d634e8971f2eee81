/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.Reader;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link BlobTape}, for characters. */
final class ClobTape implements Recorded.Views {

    private final Clob source;
    private final List<ReaderTape> readers = new ArrayList<>(1);
    private @Nullable Long length;
    /** Whether something was done to it that is not noted. */
    private boolean unnoted;

    ClobTape(Clob source) {
        this.source = source;
    }

    @Override
    public Clob first() {
        return view(true);
    }

    @Override
    public Clob again() {
        return view(false);
    }

    private Clob view(boolean first) {
        return source instanceof NClob ? new NClobView(this, first) : new ClobView(this, first);
    }

    long length() throws SQLException {
        if (length == null) {
            length = source.length();
        }
        return length;
    }

    @Nullable
    Reader reader(boolean first) throws SQLException {
        if (!first && !readers.isEmpty()) {
            return readers.get(0).again();
        }
        Reader reader = source.getCharacterStream();
        if (reader == null) {
            return null;
        }
        ReaderTape tape = new ReaderTape(reader);
        readers.add(tape);
        return tape.first();
    }

    /** For what drivers do to no Clob that they send. */
    Clob unnoted() {
        unnoted = true;
        return source;
    }

    void free() throws SQLException {
        source.free();
    }

    @Override
    public boolean isUntouched() {
        return readers.isEmpty() && !unnoted;
    }

    @Override
    public boolean isWhole() {
        return !unnoted && readers.stream().allMatch(reader -> reader.isAs(readers.get(0)));
    }

    @Override
    public int size() {
        return readers.isEmpty() ? 0 : readers.get(0).size();
    }
}
