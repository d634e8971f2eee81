/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The Blob that a vendor's driver gets in place of the application's. */
final class BlobView implements Blob {

    private final BlobTape tape;
    private final boolean first;

    BlobView(BlobTape tape, boolean first) {
        this.tape = tape;
        this.first = first;
    }

    @Override
    public long length() throws SQLException {
        return tape.length();
    }

    @Override
    public @Nullable InputStream getBinaryStream() throws SQLException {
        return tape.stream(first);
    }

    @Override
    public byte[] getBytes(long position, int length) throws SQLException {
        return tape.unnoted().getBytes(position, length);
    }

    @Override
    public InputStream getBinaryStream(long position, long length) throws SQLException {
        return tape.unnoted().getBinaryStream(position, length);
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        return tape.unnoted().position(pattern, start);
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        return tape.unnoted().position(pattern, start);
    }

    @Override
    public int setBytes(long position, byte[] bytes) throws SQLException {
        return tape.unnoted().setBytes(position, bytes);
    }

    @Override
    public int setBytes(long position, byte[] bytes, int offset, int length) throws SQLException {
        return tape.unnoted().setBytes(position, bytes, offset, length);
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        return tape.unnoted().setBinaryStream(position);
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
