/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Blob of the application's with what was read of its length and its stream, which some drivers read more than once. */
final class BlobTape implements Recorded.Views {

    private final Blob source;
    private final List<StreamTape> streams = new ArrayList<>(1);
    private @Nullable Long length;
    /** Whether something was done to it that is not noted. */
    private boolean unnoted;

    BlobTape(Blob source) {
        this.source = source;
    }

    @Override
    public Blob first() {
        return new BlobView(this, true);
    }

    @Override
    public Blob again() {
        return new BlobView(this, false);
    }

    long length() throws SQLException {
        if (length == null) {
            length = source.length();
        }
        return length;
    }

    @Nullable
    InputStream stream(boolean first) throws SQLException {
        if (!first && !streams.isEmpty()) {
            return streams.get(0).again();
        }
        InputStream stream = source.getBinaryStream();
        if (stream == null) {
            return null;
        }
        StreamTape tape = new StreamTape(stream);
        streams.add(tape);
        return tape.first();
    }

    /** For what drivers do to no Blob that they send. */
    Blob unnoted() {
        unnoted = true;
        return source;
    }

    void free() throws SQLException {
        source.free();
    }

    @Override
    public boolean isUntouched() {
        return streams.isEmpty() && !unnoted;
    }

    @Override
    public boolean isWhole() {
        return !unnoted && streams.stream().allMatch(stream -> stream.isAs(streams.get(0)));
    }

    @Override
    public int size() {
        return streams.isEmpty() ? 0 : streams.get(0).size();
    }
}
