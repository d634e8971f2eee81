/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.Clob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The Clob that a vendor's driver gets in place of the application's. */
sealed class ClobView implements Clob permits NClobView {

    private final ClobTape tape;
    private final boolean first;

    ClobView(ClobTape tape, boolean first) {
        this.tape = tape;
        this.first = first;
    }

    @Override
    public long length() throws SQLException {
        return tape.length();
    }

    @Override
    public @Nullable Reader getCharacterStream() throws SQLException {
        return tape.reader(first);
    }

    @Override
    public String getSubString(long position, int length) throws SQLException {
        return tape.unnoted().getSubString(position, length);
    }

    @Override
    public InputStream getAsciiStream() throws SQLException {
        return tape.unnoted().getAsciiStream();
    }

    @Override
    public Reader getCharacterStream(long position, long length) throws SQLException {
        return tape.unnoted().getCharacterStream(position, length);
    }

    @Override
    public long position(String text, long start) throws SQLException {
        return tape.unnoted().position(text, start);
    }

    @Override
    public long position(Clob text, long start) throws SQLException {
        return tape.unnoted().position(text, start);
    }

    @Override
    public int setString(long position, String text) throws SQLException {
        return tape.unnoted().setString(position, text);
    }

    @Override
    public int setString(long position, String text, int offset, int length) throws SQLException {
        return tape.unnoted().setString(position, text, offset, length);
    }

    @Override
    public OutputStream setAsciiStream(long position) throws SQLException {
        return tape.unnoted().setAsciiStream(position);
    }

    @Override
    public Writer setCharacterStream(long position) throws SQLException {
        return tape.unnoted().setCharacterStream(position);
    }

    @Override
    public void truncate(long length) throws SQLException {
        tape.unnoted().truncate(length);
    }

    @Override
    public void free() throws SQLException {
        tape.free();
    }
}
