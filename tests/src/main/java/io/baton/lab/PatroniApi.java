/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/** What an operator says to Patroni, by its REST interface. */
final class PatroniApi {

    private static final String CREDENTIALS = Base64.getEncoder()
            .encodeToString((PatroniSettings.OPERATOR + ":" + PatroniSettings.OPERATOR_PASSWORD)
                    .getBytes(StandardCharsets.UTF_8));

    private final SSLSocketFactory sockets;

    PatroniApi(SelfSigned certificate) {
        sockets = certificate.trust().getSocketFactory();
    }

    /** @throws LabException when the order is refused */
    void post(URI api, String path, String json) {
        try {
            HttpsURLConnection connection =
                    (HttpsURLConnection) api.resolve(path).toURL().openConnection();
            connection.setSSLSocketFactory(sockets);
            connection.setConnectTimeout((int) Await.LIMIT.toMillis());
            connection.setReadTimeout((int) Await.LIMIT.toMillis());
            connection.setRequestProperty("Authorization", "Basic " + CREDENTIALS);
            connection.setDoOutput(true);
            connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
            if (connection.getResponseCode() / 100 != 2) {
                try (InputStream reason = connection.getErrorStream()) {
                    throw new LabException(path + " " + json + " was refused: " + connection.getResponseCode() + " "
                            + new String(reason.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            connection.getInputStream().close();
        } catch (IOException e) {
            throw new LabException("Cannot reach " + api + path, e);
        }
    }
}
