package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.exception.AzureException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollingStrategyOptions;
import com.azure.core.util.polling.SyncLocationPollingStrategy;
import com.azure.core.util.polling.SyncOperationResourcePollingStrategy;
import com.azure.core.util.polling.SyncPoller;
import com.azure.core.util.serializer.TypeReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The poller for long-running operations of Azure's SDK, as it is. By Offstage's own protocol it
 * begins with a 202, asks at its {@code Location} in the time of {@code Retry-After}, and follows
 * the 303 to the result; by {@code style=azure} it has all that it was made for.
 */
@Timeout(300)
class ForeignClientIT {
  private static final TypeReference<BinaryData> DATA =
      TypeReference.createInstance(BinaryData.class);

  private static Server server;

  private final HttpPipeline http =
      new HttpPipelineBuilder()
          .httpClient(
              new JdkHttpClientBuilder(
                      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL))
                  .build())
          .policies(new AbsoluteLocation())
          .build();

  /**
   * A Location may be relative (RFC 9110, section 10.2.2). The poller takes that in the first
   * answer, and not in the later ones.
   */
  private static final class AbsoluteLocation extends HttpPipelineSyncPolicy {
    @Override
    protected HttpResponse afterReceivedResponse(
        HttpPipelineCallContext context, HttpResponse response) {
      String location = response.getHeaderValue(HttpHeaderName.LOCATION);
      if (location != null) {
        URI url = URI.create(context.getHttpRequest().getUrl().toString());
        response.getHeaders().set(HttpHeaderName.LOCATION, url.resolve(location).toString());
      }
      return response;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new Platform(Container.TOMCAT_9, 8).newServer();
    War shop = War.named("shop").contextParam("offstage.respond", "POST /report/** style=azure");
    server.start(List.<Deployable>of(shop, Built::frameworks));
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private static Response<?> begin(HttpPipeline http, String path) {
    HttpRequest request =
        new HttpRequest(HttpMethod.POST, server.baseUri().resolve(path).toString())
            .setHeader(HttpHeaderName.CONTENT_TYPE, "text/plain")
            .setHeader(HttpHeaderName.fromString("Prefer"), "respond-async")
            .setBody("2024");
    HttpResponse response = http.sendSync(request, Context.NONE);
    return new SimpleResponse<>(
        request, response.getStatusCode(), response.getHeaders(), response.getBodyAsBinaryData());
  }

  private SyncPoller<BinaryData, BinaryData> poller(String path) {
    PollingStrategyOptions options =
        new PollingStrategyOptions(http).setEndpoint(server.baseUri().toString());
    return SyncPoller.createPoller(
        Duration.ofMillis(200),
        () -> begin(http, path),
        new SyncLocationPollingStrategy<>(options),
        DATA,
        DATA);
  }

  @Test
  void polls_until_the_report_is_there() throws Exception {
    SyncPoller<BinaryData, BinaryData> poller = poller("frameworks/rest/report?gate=azure");
    PollResponse<BinaryData> running = poller.poll();
    assertThat(running.getStatus()).isEqualTo(LongRunningOperationStatus.IN_PROGRESS);
    assertThat(running.getRetryAfter()).isEqualTo(Duration.ofSeconds(2));
    new Client(server, "shop").open("azure");
    PollResponse<BinaryData> done = poller.waitForCompletion(Duration.ofSeconds(60));
    assertThat(done.getStatus()).isEqualTo(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED);
    assertThat(poller.getFinalResult().toString()).isEqualTo("{\"report\":\"2024\"}");
  }

  /** Nothing helps it here: no policy, and no endpoint for URLs that are relative. */
  private static SyncPoller<BinaryData, BinaryData> monitoring(String path) {
    HttpPipeline plain =
        new HttpPipelineBuilder().httpClient(new JdkHttpClientBuilder().build()).build();
    return SyncPoller.createPoller(
        Duration.ofMillis(200),
        () -> begin(plain, path),
        new SyncOperationResourcePollingStrategy<>(plain),
        DATA,
        DATA);
  }

  @Test
  void follows_a_status_monitor_to_its_resource() throws Exception {
    SyncPoller<BinaryData, BinaryData> poller = monitoring("shop/report/echo?gate=monitor");
    PollResponse<BinaryData> running =
        poller.waitUntil(Duration.ofSeconds(30), LongRunningOperationStatus.IN_PROGRESS);
    assertThat(running.getValue().toString()).contains("\"status\":");
    new Client(server, "shop").open("monitor");
    PollResponse<BinaryData> done = poller.waitForCompletion(Duration.ofSeconds(60));
    assertThat(done.getStatus()).isEqualTo(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED);
    assertThat(poller.getFinalResult().toString()).isEqualTo("2024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conflict", "throw"})
  void does_not_take_an_error_of_the_webapp_for_a_result(String way) {
    SyncPoller<BinaryData, BinaryData> poller = monitoring("shop/report/" + way);
    PollResponse<BinaryData> end = poller.waitForCompletion(Duration.ofSeconds(60));
    assertThat(end.getStatus()).isEqualTo(LongRunningOperationStatus.FAILED);
    assertThatExceptionOfType(AzureException.class)
        .isThrownBy(poller::getFinalResult)
        .withMessage("Long running operation failed.");
  }

  @Test
  void sees_that_an_operation_was_cancelled() throws Exception {
    SyncPoller<BinaryData, BinaryData> poller = monitoring("shop/report/echo?gate=cancelled");
    Client client = new Client(server, "shop");
    client.awaitEvent("begun cancelled");
    // What came with the 202: later values of this type are read to their end by the poller.
    String first = poller.waitUntil(LongRunningOperationStatus.IN_PROGRESS).getValue().toString();
    String id = first.replaceFirst("^\\{\"id\":\"([^\"]+)\".*", "$1");
    assertThat(client.delete("_offstage/tasks/" + id + "/azure").statusCode()).isEqualTo(202);
    PollResponse<BinaryData> end = poller.waitForCompletion(Duration.ofSeconds(60));
    assertThat(end.getStatus()).isEqualTo(LongRunningOperationStatus.USER_CANCELLED);
  }
}
