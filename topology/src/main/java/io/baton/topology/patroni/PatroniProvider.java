/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.patroni;

import io.baton.topology.provider.Hints;
import io.baton.topology.provider.TopologyProvider;
import io.baton.topology.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks Patroni who is in the cluster, who leads it, and whether a switchover is planned. It goes by what one member says;
 * the next one is asked when that one does not answer.
 *
 * <p>By {@link HttpURLConnection}: Patroni answers in HTTP/1.0 and ends a TLS session without saying so, on which
 * {@code java.net.http} of JDK 17 waits for ever (measured against Patroni 4.0.7).
 */
public final class PatroniProvider implements TopologyProvider {

    /** A cluster of a hundred members says less. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final PatroniAccess access;
    private @Nullable SSLSocketFactory trust;
    /** The member that answered last. */
    private int preferred;

    public PatroniProvider(PatroniAccess access) {
        this.access = access;
    }

    @Override
    public String name() {
        return "Patroni";
    }

    @Override
    public Hints ask(Duration timeout) throws IOException {
        Deadline deadline = Deadline.after(timeout);
        List<URI> urls = access.urls();
        Exception last = null;
        for (int left = urls.size(); left > 0 && !deadline.hasPassed(); left--) {
            URI url = urls.get(preferred);
            try {
                // Those that are left get their share of the time, too.
                Duration share = deadline.remaining().dividedBy(left);
                return ClusterAnswer.read(get(url.resolve("/cluster").toURL(), Deadline.after(share)));
            } catch (IOException | IllegalArgumentException e) {
                last = e;
                preferred = (preferred + 1) % urls.size();
            }
        }
        String why = last == null ? "no time was left" : "the last one asked: " + last.getMessage();
        throw new IOException("none of " + urls + " answers as Patroni does; " + why, last);
    }

    private String get(URL url, Deadline deadline) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout(millis(deadline));
        connection.setReadTimeout(millis(deadline));
        connection.setUseCaches(false);
        // Else the credentials would go where somebody else points to.
        connection.setInstanceFollowRedirects(false);
        String authorization = access.authorization();
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        if (connection instanceof HttpsURLConnection https && access.certificate() != null) {
            https.setSSLSocketFactory(trust());
        }
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(url + " answered with status " + connection.getResponseCode());
            }
            return body(connection, deadline);
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection, Deadline deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                body.write(piece, 0, n);
                if (body.size() > LONGEST_ANSWER) {
                    throw new IOException(connection.getURL() + " answers without end");
                }
                if (deadline.hasPassed()) {
                    throw new SocketTimeoutException(connection.getURL() + " did not finish its answer in time");
                }
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Read when it is needed first, and again until that works: the file may come later. */
    private SSLSocketFactory trust() throws IOException {
        SSLSocketFactory known = trust;
        if (known == null && access.certificate() != null) {
            known = Trust.in(access.certificate());
            trust = known;
        }
        return known == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : known;
    }

    private static int millis(Deadline deadline) {
        return (int) Math.max(1, deadline.remaining().toMillis());
    }
}
