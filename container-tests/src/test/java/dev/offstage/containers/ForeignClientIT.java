package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The poller for long-running operations of Azure's SDK, as it is: it begins with a 202, asks at
 * its {@code Location} in the time of {@code Retry-After}, and follows the 303 to the result.
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
    server.start(List.<Deployable>of(War.named("shop"), Built::frameworks));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Response<?> begin(String path) {
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
        () -> begin(path),
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
}
