/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.patroni;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Patroni answers and what it wants to know of who asks. Immutable.
 *
 * @param urls of the REST interfaces of one or more members; one that answers is enough
 * @param user for basic authentication; empty for none
 * @param password of that user
 * @param certificate a file in PEM with the certificates to trust instead of the JVM's; null for the JVM's
 */
public record PatroniAccess(
        List<URI> urls,
        String user,
        String password,
        @Nullable Path certificate) {

    public PatroniAccess {
        urls = List.copyOf(urls);
    }

    /**
     * The URLs in a text that separates them by commas.
     *
     * @throws IllegalArgumentException with a message for people that does not repeat the text: it may hold a password
     */
    public static List<URI> urls(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .map(PatroniAccess::url)
                .toList();
    }

    private static URI url(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a URL of Patroni cannot be read"); // The cause repeats it.
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "user and password for Patroni are options of their own, not parts of its URL");
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("a URL of Patroni looks like https://db1:8008");
        }
        return uri;
    }

    @Nullable
    String authorization() {
        String credentials = user + ":" + password;
        return user.isEmpty()
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "Patroni at " + urls;
    }
}
