package dev.offstage;

import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Plays rounds of everything at once for a while: {@code Chaos SECONDS SEED}. */
final class Chaos {
  private static final String SERVER = "java:comp/DefaultManagedExecutorService";
  private static final String BUSY_SERVER = "java:comp/BusyManagedExecutorService";

  private Chaos() {}

  public static void main(String[] arguments) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    Random seeds = new Random(Long.parseLong(arguments[1]));
    Jndi.install();
    Jndi.NAMES.put(SERVER, server(100));
    Jndi.NAMES.put(BUSY_SERVER, server(2));
    List<String> kinds = new ArrayList<>(Arrays.asList("platform", SERVER, BUSY_SERVER));
    if (hasVirtualThreads()) {
      kinds.add("virtual");
    }
    long[] tasks = new long[kinds.size()];
    int rounds = 0;
    // The failures on purpose are logged, some of them; nobody looks at that here.
    try (LogRecords log = new LogRecords();
        App app = App.with("offstage.drain", "0s")) {
      while (System.nanoTime() < until) {
        int kind = rounds++ % tasks.length;
        tasks[kind] += play(kinds.get(kind), seeds.nextLong());
        log.all().clear();
      }
    }
    for (int i = 0; i < tasks.length; i++) {
      System.out.println(tasks[i] + " tasks on threads of " + kinds.get(i));
    }
    System.out.println(rounds + " rounds, all is well");
    // The servers' threads are still there.
    System.exit(0);
  }

  private static int play(String threads, long seed) {
    try {
      return new ChaosRound(threads, seed).play();
    } catch (Throwable t) {
      t.printStackTrace(System.out);
      // Not by throwing it: the end of the application would wait for what hangs.
      System.exit(1);
      return 0;
    }
  }

  /** Not where they are only a preview. */
  private static boolean hasVirtualThreads() {
    String version = System.getProperty("java.specification.version");
    return !version.startsWith("1.") && Integer.parseInt(version) >= 21;
  }

  /** Refuses what finds no thread, as busy servers do. */
  private static ExecutorService server(int threads) {
    return new ThreadPoolExecutor(0, threads, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
  }
}
