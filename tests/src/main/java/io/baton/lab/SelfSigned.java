/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1, or for a name, that nobody but its holder trusts, made by the JDK's {@code keytool}. */
final class SelfSigned {

    private static final String ALIAS = "lab";
    private static final char[] PASSWORD = "baton-lab".toCharArray();

    private final Certificate certificate;
    private final Key key;

    private SelfSigned(Certificate certificate, Key key) {
        this.certificate = certificate;
        this.key = key;
    }

    static SelfSigned create() {
        return create("ip:" + DatabaseNode.HOST);
    }

    /** @param subject what it is for, as in {@code dns:db.example} */
    static SelfSigned create(String subject) {
        try {
            Path directory = Files.createTempDirectory("baton-lab-tls-");
            try {
                return create(directory.resolve("keys.p12"), subject);
            } finally {
                Trees.delete(directory);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("Cannot make a certificate", e);
        }
    }

    private static SelfSigned create(Path store, String subject) throws IOException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=baton-lab",
                "-ext",
                "SAN=" + subject,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        if (Processes.run(command) != 0) {
            throw new LabException(keytool + " failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return new SelfSigned(keys.getCertificate(ALIAS), keys.getKey(ALIAS, PASSWORD));
    }

    String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new LabException("Cannot encode the certificate", e);
        }
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** Trusts this certificate and no other. */
    SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("Cannot trust the certificate", e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
