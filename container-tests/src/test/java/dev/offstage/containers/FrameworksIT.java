package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The usual frameworks, unchanged behind one rule: what they answer is what they answer without.
 */
@Timeout(300)
class FrameworksIT {
  private static final String ASYNC = "respond-async";
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");

  private static Server server;
  private final Client gates = new Client(server, "shop");
  private final Client user = new Client(server, "frameworks");

  @BeforeAll
  static void start() throws Exception {
    server = new Platform(Container.TOMCAT_9, 8).newServer();
    server.start(List.<Deployable>of(War.named("shop"), Built::frameworks));
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private static HttpResponse<String> result(Client client, HttpResponse<String> accepted)
      throws Exception {
    assertThat(accepted.statusCode()).isEqualTo(202);
    String status = accepted.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> done =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> client.get(status), answer -> answer.statusCode() != 202);
    return client.get(done.headers().firstValue("Location").orElseThrow());
  }

  /** What comes without the preference, and then the same, late, with it. */
  private void assertSame(String path, Map<String, String> form, String expected) throws Exception {
    HttpResponse<String> before = user.submit(path, form);
    assertThat(before.body()).contains(expected);
    String gate = path.replaceAll("\\W", "-");
    Map<String, String> slow = new LinkedHashMap<>(form);
    slow.put("gate", gate);
    HttpResponse<String> accepted = user.prefer(ASYNC, path, slow);
    gates.awaitEvent("begun " + gate);
    gates.open(gate);
    HttpResponse<String> after = result(user, accepted);
    assertThat(after.statusCode()).isEqualTo(before.statusCode());
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.headers().firstValue("Content-Type"))
        .isEqualTo(before.headers().firstValue("Content-Type"));
  }

  @Test
  void a_spring_mvc_controller() throws Exception {
    assertSame("spring/report", Map.of("year", "2024"), "spring report of 2024 for nobody");
  }

  @Test
  void a_struts_action_which_is_a_filter() throws Exception {
    assertSame("report.action", Map.of("year", "2024"), "struts report of 2024 with -1 bytes");
  }

  @Test
  void a_struts_action_that_refuses_its_form() throws Exception {
    HttpResponse<String> accepted = user.prefer(ASYNC, "report.action", Map.of("year", ""));
    assertThat(result(user, accepted).body()).contains("a year is needed");
  }

  @Test
  void a_struts_action_with_an_upload() throws Exception {
    HttpResponse<String> accepted =
        user.preferring(ASYNC)
            .upload("report.action?year=2024", "ann", "a.png", "x".repeat(90_000));
    assertThat(result(user, accepted).body()).contains("struts report of 2024 with 90000 bytes");
  }

  @Test
  void a_jax_rs_resource() throws Exception {
    HttpResponse<String> before = user.post("rest/report", "2024");
    HttpResponse<String> accepted = user.preferring(ASYNC).post("rest/report?gate=rest", "2024");
    gates.awaitEvent("begun rest");
    gates.open("rest");
    HttpResponse<String> after = result(user, accepted);
    assertThat(after.statusCode()).isEqualTo(201);
    assertThat(after.headers().firstValue("X-Report")).hasValue("yes");
    assertThat(after.body()).isEqualTo(before.body()).isEqualTo("{\"report\":\"2024\"}");
  }

  @Test
  void a_plain_jsp() throws Exception {
    assertSame("report.jsp", Map.of("year", "2024"), "jsp report of 2024");
  }

  @Test
  void a_jsf_page_with_the_state_of_its_view() throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(user.get("faces.xhtml").body());
    while (hidden.find()) {
      form.put(hidden.group(1), hidden.group(2));
    }
    assertThat(form).containsKey("javax.faces.ViewState");
    form.put("form:year", "2024");
    form.put("form:gate", "faces");
    form.put("form:render", "Render");
    HttpResponse<String> accepted = user.prefer(ASYNC, "faces.xhtml", form);
    gates.awaitEvent("begun faces");
    gates.open("faces");
    assertThat(result(user, accepted).body()).contains("<p>faces report of 2024</p>");
  }

  @Test
  void a_task_of_a_controller_may_have_nothing_that_ends_with_the_request() throws Exception {
    assertThat(user.upload("spring/tasks/upload", "ann", "a.png", "pixels").body())
        .startsWith("refused: ")
        .contains("StandardMultipartFile");
    assertThat(user.submit("spring/tasks/web-request", Map.of("year", "2024")).body())
        .startsWith("refused: ")
        .contains("field request");
    assertThat(user.submit("spring/tasks/controller", Map.of()).body())
        .as("its injected request is a proxy")
        .isEqualTo("accepted");
  }

  /** Passing by Spring Security's filter would be a hole. */
  @Test
  void spring_security_lets_nobody_in_who_is_not_logged_in() throws Exception {
    HttpResponse<String> accepted =
        user.prefer(ASYNC, "spring/secret/report", Map.of("year", "2024", "gate", "secret"));
    HttpResponse<String> refused = result(user, accepted);
    assertThat(refused.statusCode()).isEqualTo(302);
    assertThat(refused.headers().firstValue("Location").orElse("")).endsWith("/login");
    assertThat(gates.events()).noneMatch(event -> event.contains("begun secret"));
  }

  @Test
  void spring_security_knows_who_is_logged_in() throws Exception {
    user.submit("login", Map.of("username", "ann", "password", "secret"));
    assertSame("spring/secret/report", Map.of("year", "2024"), "spring report of 2024 for ann");
  }
}
