package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.communication.response.AsyncResponseWrapper;
import org.apache.olingo.client.api.communication.response.ODataRetrieveResponse;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asynchronous requests of Olingo's OData client, as it is. */
@Timeout(300)
class ODataClientIT {
  private static Server server;

  private final ODataClient odata = ODataClientFactory.getClient();

  @BeforeAll
  static void start() throws Exception {
    server = new Platform(Container.TOMCAT_9, 8).newServer();
    server.start(
        List.of(War.named("shop").contextParam("offstage.respond", "GET /formats/** style=odata")));
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private AsyncResponseWrapper<ODataRetrieveResponse<ClientEntitySet>> begin(String what) {
    URI url = server.baseUri().resolve("shop/formats/odata/" + what);
    ODataEntitySetRequest<ClientEntitySet> request =
        odata.getRetrieveRequestFactory().getEntitySetRequest(url);
    request.setFormat(ContentType.JSON);
    return odata
        .getAsyncRequestFactory()
        .<ODataRetrieveResponse<ClientEntitySet>>getAsyncRequestWrapper(request)
        .execute();
  }

  @Test
  void monitors_a_query_until_its_entities_are_there() throws Exception {
    AsyncResponseWrapper<ODataRetrieveResponse<ClientEntitySet>> running =
        begin("Orders?gate=odata");
    assertThat(running.isPreferenceApplied()).isTrue();
    assertThat(running.isDone()).isFalse();
    new Client(server, "shop").open("odata");
    await().atMost(Duration.ofSeconds(60)).until(running::isDone);
    ODataRetrieveResponse<ClientEntitySet> response = running.getODataResponse();
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody().getEntities())
        .extracting(order -> order.getProperty("Id").getPrimitiveValue().toValue())
        .containsExactly(1, 2);
    assertThat(response.getBody().getEntities().get(0).getProperty("Name").getPrimitiveValue())
        .hasToString("caf\u00e9");
  }

  @Test
  void gets_an_error_of_the_webapp_as_the_response_that_it_is() throws Exception {
    AsyncResponseWrapper<ODataRetrieveResponse<ClientEntitySet>> running = begin("NoOrders");
    await().atMost(Duration.ofSeconds(60)).until(running::isDone);
    ODataRetrieveResponse<ClientEntitySet> response = running.getODataResponse();
    assertThat(response.getStatusCode()).isEqualTo(404);
    assertThat(new String(response.getRawResponse().readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"code\":\"NoOrders\"");
  }

  @Test
  void cancels_what_it_has_begun() {
    Client client = new Client(server, "shop");
    AsyncResponseWrapper<ODataRetrieveResponse<ClientEntitySet>> running =
        begin("Orders?gate=unwanted");
    client.awaitEvent("begun unwanted");
    assertThat(running.delete().getStatusCode()).isEqualTo(204);
    client.awaitEvent("interrupted unwanted");
    assertThatExceptionOfType(ODataClientErrorException.class)
        .isThrownBy(running::isDone)
        .withMessageContaining("404")
        .satisfies(e -> assertThat(e.getODataError().getCode()).isEqualTo("not-found"));
  }
}
