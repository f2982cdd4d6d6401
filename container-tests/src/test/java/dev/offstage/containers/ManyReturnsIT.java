package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Soak;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that return in process, one after the other, leave nothing in a server of 64 MB. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ParameterizedClass
@EnumSource(names = {"TOMCAT_11", "JETTY_12_EE10", "UNDERTOW_2_3"})
record ManyReturnsIT(Container container) {
  private static final int REQUESTS = Soak.count(2_000, 100_000);

  @Test
  void each_gets_its_answer() throws Exception {
    try (Server server = container.newServer()) {
      server.start(
          List.of(
              War.named("shop")
                  .contextParam("offstage.respond", "GET /report/** always wait=30s")
                  .contextParam("offstage.respond.tasks", "100")
                  .contextParam("offstage.respond.way", "in-process")),
          "-Xmx64m",
          "-XX:+ExitOnOutOfMemoryError");
      try (LoadConnection client =
          new LoadConnection(server.baseUri().resolve("shop/"), "127.0.0.1")) {
        for (int i = 0; i < REQUESTS; i++) {
          LoadConnection.Reply reply = client.get("report/plain?name=ann");
          assertThat(reply.status()).isEqualTo(201);
          assertThat(reply.body()).contains(" ann for null");
        }
      }
    }
  }
}
