package dev.offstage.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys with certificates that nobody has signed: of a server, and of a client that it trusts, in
 * one file that is the truststore of both as well.
 */
final class TlsKeys {
  static final String PASSWORD = "a-secret";

  private static final String SERVER = "server";
  private static final String CLIENT = "client";

  final Path file;
  private final KeyStore keys;

  /**
   * Makes them.
   *
   * @param name of the client, such as {@code CN=ann}
   */
  TlsKeys(Path folder, String name) throws Exception {
    file = folder.resolve("keys.p12");
    generate(SERVER, "CN=localhost");
    generate(CLIENT, name);
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    // Java 8 takes none for trusted that has its key beside it.
    for (String alias : new String[] {SERVER, CLIENT}) {
      keytool("-exportcert", "-alias", alias, "-file", folder.resolve(alias).toString());
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          "trusted-" + alias,
          "-file",
          folder.resolve(alias).toString());
    }
  }

  private void generate(String alias, String name) throws Exception {
    keytool(
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-alias",
        alias,
        "-dname",
        name,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
  }

  /** The servers run on older JDKs, too, which cannot read the files of newer ones. */
  private void keytool(String command, String... options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-Dkeystore.pkcs12.legacy",
            command,
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    builder.command().addAll(List.of(options));
    if (builder.inheritIO().start().waitFor() != 0) {
      throw new IOException("keytool has failed");
    }
  }

  /** What Jetty takes for the password of whoever shows the client's certificate. */
  String signatureOfClient() throws GeneralSecurityException {
    X509Certificate certificate = (X509Certificate) keys.getCertificate(CLIENT);
    return Base64.getEncoder().encodeToString(certificate.getSignature());
  }

  /** Of a client that trusts the server, and shows its certificate or none. */
  SSLContext client(boolean shows) throws GeneralSecurityException, IOException {
    KeyStore own = with(CLIENT, shows);
    KeyManagerFactory shown = KeyManagerFactory.getInstance("PKIX");
    shown.init(own, PASSWORD.toCharArray());
    KeyStore trusted = with(SERVER, false);
    Certificate server = keys.getCertificate(SERVER);
    trusted.setCertificateEntry(SERVER, server);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore with(String alias, boolean key) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (key) {
      char[] password = PASSWORD.toCharArray();
      store.setKeyEntry(
          alias, keys.getKey(alias, password), password, keys.getCertificateChain(alias));
    }
    return store;
  }
}
