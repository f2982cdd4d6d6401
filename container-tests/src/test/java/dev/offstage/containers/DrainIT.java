package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order in which things end: tasks first, then what they use. Work lost or broken at the stop:
 * spring-boot #20935, spring-framework #33780, payara #4211.
 */
@Order(5)
@ParameterizedClass
@MethodSource("containers")
record DrainIT(Container container) {
  private static final Pattern LOST = Pattern.compile("stops and loses (\\d+) task");
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final int ORDERS = 30;

  private static Server server;

  /** Both names of the API and both orders in which servers destroy things; or all of them. */
  static Stream<Container> containers() {
    return Platform.areAllInThisRun()
        ? Stream.of(
            Container.TOMCAT_9,
            Container.TOMCAT_11,
            Container.JETTY_9,
            Container.JETTY_12_EE10,
            Container.WILDFLY,
            Container.LIBERTY_JAKARTA,
            Container.TOMEE_8)
        : Stream.of(Container.TOMCAT_9, Container.TOMCAT_11, Container.JETTY_12_EE10);
  }

  /** The ways in which a webapp ends. */
  enum Stop {
    UNDEPLOY,
    RELOAD,
    SIGTERM,
    SIGINT;

    void stop(List<OrdersWar> wars) throws Exception {
      switch (this) {
        case SIGTERM -> server.terminate();
        case SIGINT -> server.interrupt();
        default -> {
          for (OrdersWar war : wars) {
            if (this == UNDEPLOY) {
              server.undeploy(war.name);
            } else {
              server.redeploy(war.name);
            }
          }
        }
      }
    }

    boolean endsTheServer() {
      return this == SIGTERM || this == SIGINT;
    }
  }

  @BeforeEach
  void newServer() {
    server = container.newServer();
  }

  @AfterEach
  void close() {
    Server.end(server);
  }

  private static void handOver(OrdersWar war, int count, String kind) throws Exception {
    assertThat(new Client(server, war.name).get("orders?count=" + count + "&kind=" + kind).body())
        .isEqualTo(count + " accepted");
  }

  /** What has happened in one webapp. */
  private static List<String> events(OrdersWar war) {
    String start = "event: /" + war.name + " ";
    return server.log().stream()
        .filter(line -> line.contains(start))
        .map(line -> line.substring(line.indexOf(start) + start.length()))
        .toList();
  }

  private static void awaitEvent(OrdersWar war, String event, int times) {
    await()
        .atMost(PATIENCE)
        .until(() -> events(war).stream().filter(event::equals).count() == times);
  }

  private static long count(List<String> events, String start) {
    return events.stream().filter(event -> event.startsWith(start)).count();
  }

  @ParameterizedTest
  @EnumSource
  void every_task_finishes_before_what_it_uses_is_closed(Stop stop) throws Exception {
    OrdersWar spring = OrdersWar.spring("spring");
    OrdersWar closed = OrdersWar.spring("closed").closed();
    OrdersWar plain = OrdersWar.plain("plain");
    List<OrdersWar> wars = List.of(spring, closed, plain);
    server.start(wars);
    for (OrdersWar war : wars) {
      handOver(war, ORDERS, "quick");
    }

    stop.stop(wars);

    if (stop.endsTheServer()) {
      server.awaitExit();
    }
    for (OrdersWar war : wars) {
      awaitEvent(war, "ends", 1);
      List<String> events = events(war);
      // Jetty 12 begins the next life of a webapp before it ends the one before.
      List<String> firstLife =
          events.subList(0, events.indexOf("ends") + 1).stream()
              .filter(event -> !event.equals("begins"))
              .toList();
      int tasks = firstLife.size() - (war == plain ? 2 : 3);
      assertThat(tasks).as("%s", firstLife).isEqualTo(ORDERS);
      assertThat(firstLife.subList(0, tasks)).allMatch(event -> event.startsWith("finished "));
      if (war != plain) {
        assertThat(firstLife.get(tasks)).isEqualTo("has destroyed its service");
      }
      assertThat(firstLife).endsWith("has closed its DataSource", "ends");
    }
    assertThat(server.log()).noneMatch(line -> LOST.matcher(line).find());
    if (stop == Stop.RELOAD) {
      for (OrdersWar war : wars) {
        awaitEvent(war, "begins", 2);
        await().until(() -> new Client(server, war.name).get("orders").statusCode() != 404);
        handOver(war, 1, "quick");
      }
    }
  }

  @Test
  void finished_and_lost_are_what_was_accepted() throws Exception {
    OrdersWar shop = OrdersWar.spring("shop").drain("1s");
    server.start(List.of(shop));
    handOver(shop, 300, "slow");

    server.terminate();
    server.awaitExit();

    List<String> events = events(shop);
    long finished = count(events, "finished ");
    long lost = lost();
    System.out.printf(
        "%s: 300 accepted, %d finished within offstage.drain=1s, %d named as lost%n",
        container, finished, lost);
    assertThat(finished).as("%s", server.log()).isPositive();
    assertThat(lost).as("%s", server.log()).isPositive();
    assertThat(finished + lost).isEqualTo(300);
    assertThat(events).noneMatch(event -> event.startsWith("failed "));
    for (int i = 0; i < 300; i++) {
      String order = "slow order " + i;
      boolean isFinished = events.contains("finished " + order);
      // The beginning of the drain names some of those that it waits for, too.
      assertThat(
              server.log().stream()
                  .filter(line -> !line.contains("stops and waits up to"))
                  .anyMatch(line -> line.contains("'" + order + "'")))
          .as(order + " is among the lost ones")
          .isEqualTo(!isFinished);
    }
  }

  private static long lost() {
    return server.log().stream()
        .map(LOST::matcher)
        .filter(Matcher::find)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .sum();
  }

  @Test
  void work_that_ignores_its_interrupt_holds_no_stop_up() throws Exception {
    OrdersWar one = OrdersWar.spring("one").drain("1s");
    OrdersWar other = OrdersWar.plain("other").drain("0s");
    server.start(List.of(one, other));
    for (OrdersWar war : List.of(one, other)) {
      handOver(war, 1, "stubborn");
      awaitEvent(war, "is stubborn", 1);
    }

    long start = System.nanoTime();
    server.undeploy(one.name);
    awaitEvent(one, "ends", 1);
    long undeployed = System.nanoTime();
    server.terminate();
    server.awaitExit();

    System.out.printf(
        "%s: a task that ignores interrupts: undeploy with offstage.drain=1s took %d ms (and what"
            + " the server takes to look), SIGTERM with 0s %d ms%n",
        container, millis(undeployed - start), millis(System.nanoTime() - undeployed));
    for (OrdersWar war : List.of(one, other)) {
      assertThat(events(war)).contains("ends").doesNotContain("is stubborn no longer");
      assertThat(server.log())
          .anyMatch(line -> line.contains("'" + war.name + "' stops and loses 1 task "))
          .anyMatch(
              line ->
                  line.contains("'" + war.name + "' stops while work goes on")
                      && line.contains("'stubborn order 0' in pool 'default'"));
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
