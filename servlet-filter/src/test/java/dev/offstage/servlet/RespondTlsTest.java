package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that came over TLS goes back over TLS, to a certificate that nobody has signed. */
class RespondTlsTest {
  private static final String PASSWORD = "secret";

  @TempDir private Path folder;

  private Path keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return file;
  }

  private static ServerConnector connector(Server server, Path keys) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(keys.toString());
    tls.setKeyStorePassword(PASSWORD);
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer());
    ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return connector;
  }

  private static HttpClient client(Path keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("server", trusted.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void however_long_the_work_takes() throws Exception {
    Path keys = keys();
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn(24)
                .param("offstage.respond", "/**")
                .servlet(
                    "/slow",
                    (request, response) -> {
                      gate.pass();
                      response
                          .getWriter()
                          .write(request.isSecure() + " " + request.getRequestURL());
                    })) {
      ServerConnector connector = connector(app.context.getServer(), keys);
      app.start();
      HttpClient client = client(keys);
      URI url = URI.create("https://localhost:" + connector.getLocalPort() + "/shop/slow");
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .header("Prefer", "respond-async")
              .POST(BodyPublishers.ofString("body"))
              .build();
      HttpResponse<String> accepted = client.send(request, BodyHandlers.ofString());
      assertThat(accepted.statusCode()).isEqualTo(202);
      gate.awaitArrived(1);
      HttpRequest status =
          HttpRequest.newBuilder(
                  url.resolve(accepted.headers().firstValue("Location").orElseThrow()))
              .build();
      // Longer than the way back waits before it looks whether the webapp stops.
      await()
          .during(Duration.ofMillis(2500))
          .atMost(Duration.ofSeconds(20))
          .until(() -> client.send(status, BodyHandlers.ofString()).statusCode() == 202);
      gate.open();
      await().until(() -> client.send(status, BodyHandlers.ofString()).statusCode() == 303);
      HttpRequest result = HttpRequest.newBuilder(URI.create(status.uri() + "/result")).build();
      assertThat(client.send(result, BodyHandlers.ofString()).body()).isEqualTo("true " + url);
    }
  }
}
