package dev.offstage.containers;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What is left of a webapp in the JVM of its server, as its neighbour "bar" sees it.
 *
 * @param loaders how many class loaders it has had
 * @param alive how many of them are there after a collection
 * @param metaspaceKib what classes take
 */
record Leaks(long loaders, long alive, long metaspaceKib) {
  /** Of the webapp "shop", after one collection. */
  static Leaks now(Server server) throws Exception {
    return of("shop", server);
  }

  /** After one collection. */
  static Leaks of(String app, Server server) throws Exception {
    String[] numbers = new Client(server, "bar").get("leaks?of=" + app).body().split(" ");
    return new Leaks(
        Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }

  /** As soon as no more than so many are alive, or after a long time if that never is. */
  static Leaks ofAllBut(int inUse, Server server) throws Exception {
    try {
      return await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofMinutes(3))
          .until(() -> now(server), leaks -> leaks.alive() <= inUse);
    } catch (ConditionTimeoutException e) {
      dumpHeap(server);
      return now(server);
    }
  }

  /** So that the reason can be looked for. */
  private static void dumpHeap(Server server) throws Exception {
    Path file = Path.of("target", "leak-" + System.currentTimeMillis() + ".hprof").toAbsolutePath();
    new Client(server, "bar").get("leaks?dump=" + file);
    System.out.println("The heap with what is left is in " + file);
  }
}
