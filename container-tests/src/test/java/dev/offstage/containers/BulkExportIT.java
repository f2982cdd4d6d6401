package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import au.csiro.fhir.export.BulkExportClient;
import au.csiro.fhir.export.BulkExportException;
import au.csiro.fhir.export.BulkExportResult;
import au.csiro.fhir.export.ws.AsyncConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The FHIR Bulk Data client of CSIRO, as it is: kick-off, polling, download, and clean-up. */
@Timeout(300)
class BulkExportIT {
  private static Server server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new Platform(Container.TOMCAT_9, 8).newServer();
    server.start(
        List.of(War.named("shop").contextParam("offstage.respond", "GET /formats/** style=fhir")));
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  /**
   * A client of its own for each export.
   *
   * @param gate as a filter of types, for want of a parameter that clients may choose
   */
  private BulkExportClient client(String endpoint, String gate, Duration timeout) {
    return BulkExportClient.systemBuilder()
        .withFhirEndpointUrl(server.baseUri().resolve("shop/formats/" + endpoint).toString())
        .withOutputDir(folder.resolve("out").toString())
        .withTypeFilter(gate)
        .withTimeout(timeout)
        .withAsyncConfig(AsyncConfig.builder().minPoolingDelay(Duration.ofMillis(200)).build())
        .build();
  }

  @Test
  void exports_what_the_manifest_names_and_cleans_up() throws Exception {
    Client user = new Client(server, "shop");
    BulkExportClient client = client("fhir", "export", Duration.ofSeconds(60));
    CompletableFuture<BulkExportResult> export = CompletableFuture.supplyAsync(client::export);
    user.awaitEvent("begun export");
    assertThat(export).isNotDone();
    user.open("export");
    BulkExportResult result = export.get();
    assertThat(result.getResults()).hasSize(1);
    assertThat(folder.resolve("out/Patient.0000.ndjson"))
        .hasContent("{\"resourceType\":\"Patient\"}");
  }

  @Test
  void gets_the_outcome_of_an_export_that_fails() {
    BulkExportClient client = client("fhir/large", "none", Duration.ofSeconds(60));
    CompletableFuture<BulkExportResult> export = CompletableFuture.supplyAsync(client::export);
    Client user = new Client(server, "shop");
    user.awaitEvent("begun none");
    assertThatExceptionOfType(BulkExportException.HttpError.class)
        .isThrownBy(
            () -> {
              user.open("none");
              try {
                export.join();
              } catch (java.util.concurrent.CompletionException e) {
                throw e.getCause();
              }
            })
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(500))
        .withMessageContaining("too many patients");
  }

  @Test
  void cancels_an_export_that_takes_too_long() {
    BulkExportClient client = client("fhir", "forever", Duration.ofSeconds(3));
    assertThatExceptionOfType(BulkExportException.Timeout.class).isThrownBy(client::export);
    new Client(server, "shop").awaitEvent("interrupted forever");
  }
}
