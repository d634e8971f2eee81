/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import org.jspecify.annotations.Nullable;

/** What pgjdbc read of an SQLXML: its text. */
final class SeenXml implements SQLXML {

    private final @Nullable String text;

    SeenXml(@Nullable String text) {
        this.text = text;
    }

    @Override
    public @Nullable String getString() {
        return text;
    }

    @Override
    public @Nullable String toString() {
        return text;
    }

    @Override
    public void free() {
        // It holds nothing.
    }

    @Override
    public InputStream getBinaryStream() throws SQLException {
        throw onlyText();
    }

    @Override
    public OutputStream setBinaryStream() throws SQLException {
        throw onlyText();
    }

    @Override
    public Reader getCharacterStream() throws SQLException {
        throw onlyText();
    }

    @Override
    public Writer setCharacterStream() throws SQLException {
        throw onlyText();
    }

    @Override
    public void setString(String value) throws SQLException {
        throw onlyText();
    }

    @Override
    public <T extends Source> T getSource(Class<T> type) throws SQLException {
        throw onlyText();
    }

    @Override
    public <T extends Result> T setResult(Class<T> type) throws SQLException {
        throw onlyText();
    }

    private static SQLException onlyText() {
        return new SQLFeatureNotSupportedException("it is what it was, and a text", "0A000");
    }
}
