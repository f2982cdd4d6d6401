package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that came over TLS goes back over TLS, to a certificate that nobody has signed. */
@ParameterizedClass
@EnumSource
class RespondTlsTest {
  @Parameter Way way;
  @TempDir private Path folder;

  @Test
  void however_long_the_work_takes() throws Exception {
    TlsKeys keys = TlsKeys.in(folder);
    try (Gate gate = new Gate();
        Webapp app =
            way.dropIn(24)
                .param("offstage.respond", "/**")
                .servlet(
                    "/slow",
                    (request, response) -> {
                      gate.pass();
                      response
                          .getWriter()
                          .write(request.isSecure() + " " + request.getRequestURL());
                    })) {
      ServerConnector connector = keys.connector(app.context.getServer(), false);
      app.start();
      HttpClient client = keys.client();
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
