package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.containers.HeldMails.Held;
import dev.offstage.testing.Page;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way of the README, copied out of it into a webapp on a real server. */
@Timeout(300)
class ReadmeIT {
  private static final String URL = "A slow URL";
  private static final String METHOD = "A slow method that nobody may recompile";
  private static final String MARKED = "A method of yours";
  private static final String NEW = "New code";
  private static final Map<String, String> ANN = Map.of("email", "ann@example.com");

  private static HeldMails mails;
  private static Server plain;
  private static Server withAgent;

  @BeforeAll
  static void start() throws Exception {
    mails = new HeldMails();
    String port = "-Dmail.port=" + mails.port();
    plain = Container.TOMCAT_11.newServer();
    plain.start(
        List.of(ReadmeWar.before("shop"), ReadmeWar.of(URL, "url"), ReadmeWar.of(NEW, "new")),
        port);
    withAgent = Container.TOMCAT_11.newServer();
    withAgent.start(
        List.of(ReadmeWar.of(METHOD, "method"), ReadmeWar.of(MARKED, "marked")),
        port,
        "-javaagent:" + Built.agentJar());
  }

  @AfterAll
  static void stop() throws Exception {
    Server.end(plain);
    Server.end(withAgent);
    mails.close();
  }

  private static void assertMailFor(Held mail) {
    assertThat(mail.request()).isEqualTo("send ann@example.com");
  }

  private static void assertThanks(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body().trim()).isEqualTo("Thank you");
  }

  @Test
  void the_jar_alone_makes_nothing_faster() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        new Client(plain, "shop").submitLater("orders", ANN);
    Held mail = mails.next();

    assertMailFor(mail);
    assertThat(answer).isNotDone();
    mail.answer("sent");
    assertThanks(answer.get());
  }

  @Test
  void the_line_of_the_log_is_the_one_that_the_readme_shows() throws Exception {
    String shown = Page.of("README.md").section("Install").blocks("").get(0).trim();

    // The size depends on the machine.
    String pattern = shown.replaceAll("([().])", "\\\\$1").replaceAll("size 4", "size \\\\d+");
    assertThat(plain.log()).anyMatch(line -> line.matches(".*" + pattern));
  }

  @Test
  void a_slow_url_answers_at_once_and_keeps_the_real_response() throws Exception {
    Client client = new Client(plain, "url");
    HttpResponse<String> accepted = client.submit("orders", ANN);
    String status = accepted.headers().firstValue("Location").orElse("");

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(status).matches("/url/_offstage/tasks/[\\w-]{22}");
    Held mail = mails.next();
    assertMailFor(mail);
    mail.answer("sent");
    assertThanks(client.preferring("wait=20").browse(status));
  }

  @Test
  void a_slow_url_shows_a_browser_a_page_that_waits() throws Exception {
    Client browser = new Client(plain, "url").with("Accept", "text/html");
    HttpResponse<String> sent = browser.submit("orders", ANN);
    Held mail = mails.next();
    String page = sent.headers().firstValue("Location").orElseThrow();

    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(browser.get(page).body()).contains("<html");
    mail.answer("sent");
    assertThanks(await().until(() -> browser.browse(page), shown -> shown.statusCode() != 202));
  }

  @Test
  void a_slow_method_is_redirected_and_its_failure_is_in_the_log() throws Exception {
    assertThanks(new Client(withAgent, "method").submit("orders", ANN));
    Held mail = mails.next();

    assertMailFor(mail);
    mail.hangUp();
    await()
        .untilAsserted(
            () ->
                assertThat(withAgent.log())
                    .anyMatch(it -> it.contains("IOException: the mail server has hung up"))
                    .anyMatch(it -> it.contains("com.acme.mail.Mailer") && it.contains("send")));
  }

  @Test
  void a_dry_run_says_what_would_be_redirected() throws Exception {
    Path war =
        ReadmeWar.of(METHOD, "shop").writeTo(Files.createTempDirectory("scan-"), plain.api());
    Process scan =
        new ProcessBuilder("java", "-jar", Built.agentJar().toString(), "scan", war.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(scan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(scan.waitFor()).as(said).isZero();
    assertThat(said).contains("com.acme.mail.Mailer#send(java.lang.String, java.lang.String)");
  }

  @Test
  void a_marked_method_is_redirected() throws Exception {
    assertThanks(new Client(withAgent, "marked").submit("orders", ANN));
    Held mail = mails.next();

    assertMailFor(mail);
    mail.answer("sent");
  }

  @Test
  void new_code_answers_first_and_works_then() throws Exception {
    assertThanks(new Client(plain, "new").submit("orders", ANN));
    Held mail = mails.next();

    assertMailFor(mail);
    mail.answer("sent");
  }

  @Test
  void new_code_works_first_and_answers_then() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = new Client(plain, "new").getLater("orders");
    Held mail = mails.next();

    assertThat(mail.request()).isEqualTo("outbox");
    assertThat(answer).isNotDone();
    mail.answer("3 mails");
    assertThat(answer.get().body().trim()).isEqualTo("3 mails");
  }
}
