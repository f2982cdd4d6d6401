package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Soak;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two users take turns on one connection, so that the server gives the same objects to both, and
 * tasks read when later requests have come: grpc-java #12540, spring-boot #36763.
 */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_8", "TOMCAT_11", "JETTY_9", "JETTY_12_EE10"})
record StaleRequestIT(Container container) {
  private static final int REQUESTS = Soak.count(12_000, 1_000_000);
  private static final int CONTROLS = 200;
  private static final String[] USERS = {"anna", "bert"};

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = container.newServer();
    server.start(
        List.of(
            War.named("shop")
                .contextParam("offstage.pool.size", "2")
                .contextParam("offstage.pool.named.size", "1")
                .contextParam(
                    "offstage.redirect",
                    "dev.offstage.containers.webapp.ProbedMethods#ruled*(..)")),
        "-javaagent:" + Built.agentJar());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  /** Requests of two users in turn, each with its own number, over one connection. */
  private static final class Users implements AutoCloseable {
    private final KeepAlive connection = new KeepAlive(server.baseUri());
    private final Map<String, String> sessions = new HashMap<>();
    private int number;

    private Users() throws Exception {}

    void post(String way) throws Exception {
      String user = USERS[number % USERS.length];
      String tag = user + "-" + number++;
      KeepAlive.Reply reply =
          connection.post(
              "/shop/probe/" + way + "?user=" + tag,
              "body of " + tag,
              "X-User: " + tag,
              "Cookie: user=" + tag + sessions.getOrDefault(user, ""));
      assertThat(reply.status()).as("%s: %s", way, reply.body()).isBetween(200, 202);
      assertThat(reply.body()).as(way).isIn("", tag);
      String cookie = reply.headers().get("Set-Cookie");
      if (cookie != null) {
        sessions.put(user, "; " + cookie.replaceAll(";.*", ""));
      }
    }

    List<String> ways() throws Exception {
      return connection.get("/shop/probe/ways").body().lines().toList();
    }

    Map<String, String> report() throws Exception {
      return connection
          .get("/shop/probe/report")
          .body()
          .lines()
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    /** The report as soon as it counts so many; to ask for it is also a later request. */
    Map<String, String> awaitReport(String what, int count) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .until(this::report, it -> Integer.parseInt(it.get(what)) >= count);
    }

    @Override
    public void close() throws Exception {
      connection.close();
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void no_task_reads_another_users_request_by_any_way() throws Exception {
    try (Users users = new Users()) {
      List<String> ways = users.ways();
      int rounds = REQUESTS / ways.size();
      for (int i = 0; i < rounds; i++) {
        for (String way : ways) {
          users.post(way);
        }
      }
      int tasks = rounds * ways.size();
      Map<String, String> report = users.awaitReport("tasks", tasks);
      System.out.printf(
          "%d tasks by %d ways on %s: %s foreign reads; %s hand-overs of the request itself refused%n",
          tasks, ways.size(), container, report.get("foreign"), report.get("refused"));
      assertThat(report)
          .containsEntry("tasks", String.valueOf(tasks))
          .containsEntry("foreign", "0")
          .containsEntry("failed", "0")
          .containsEntry("notRefused", "0")
          .doesNotContainEntry("refused", "0");
    }
  }

  /** Otherwise the test above would see nothing, whatever tasks read. */
  @Test
  void a_task_that_has_hidden_the_containers_object_is_seen_to_read_foreign_data()
      throws Exception {
    try (Users users = new Users()) {
      for (int i = 0; i < CONTROLS; i++) {
        users.post("control");
      }
      String foreign = users.awaitReport("controls", CONTROLS).get("controlsForeign");
      System.out.printf("%d controls on %s: %s foreign%n", CONTROLS, container, foreign);
      if (container == Container.TOMCAT_11) {
        assertThat(foreign).as("its objects are never used again").isEqualTo("0");
      } else {
        assertThat(foreign).isNotEqualTo("0");
      }
    }
  }
}
