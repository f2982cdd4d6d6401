package dev.offstage.benchmarks.durable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures durable tasks on a PostgreSQL of its own and prints the tables of {@code
 * docs/performance.md}: {@code java -cp "benchmarks.jar:durable/*"
 * dev.offstage.benchmarks.durable.DurableTasks}, with the number of rounds if it is to be another.
 *
 * <p>In rounds, each of which has a short block of everything: what a disk or other processes do
 * meanwhile changes the figures of all by several times, and their ratios hardly.
 */
public final class DurableTasks {
  private static final int ROUNDS = 11;
  private static final int WARM_UPS = 4;
  private static final String RAW = "plain JDBC";
  private static final String OURS = "Offstage";
  private static final String CALLED = "`offstage.store.notify=auto`";
  private static final String POLLED = "`offstage.store.notify=off`";

  private final Ratios single = new Ratios();
  private final Ratios several = new Ratios();
  private final Ratios execute = new Ratios();
  private final Ratios complete = new Ratios();
  private final Ratios begin = new Ratios();
  private final Ratios elsewhere = new Ratios();

  private DurableTasks() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    DurableTasks all = new DurableTasks();
    Path folder = Files.createDirectories(Path.of("/var/tmp"));
    try (PostgreSql server = new PostgreSql(folder);
        Offstages offstage = new Offstages(server);
        RawJdbc raw = new RawJdbc(server, offstage.data());
        DbScheduler fetching = new DbScheduler(server, false);
        DbScheduler locking = new DbScheduler(server, true);
        JobRunrs jobRunr = new JobRunrs(server)) {
      List<Contestant> contestants = List.of(raw, offstage, fetching, locking, jobRunr);
      // Until the compiler is done with what it finds.
      for (int i = 0; i < WARM_UPS; i++) {
        new DurableTasks().round(server, contestants);
      }
      for (int i = 0; i < rounds; i++) {
        all.round(server, contestants);
        System.err.println("round " + (i + 1) + " of " + rounds);
      }
    }
    all.print(rounds);
    // JobRunr's and the drivers' threads may be left.
    System.exit(0);
  }

  private void round(PostgreSql server, List<Contestant> contestants) throws Exception {
    for (Contestant each : contestants) {
      single.add(each.name, Measures.enqueue(each, 1));
    }
    for (Contestant each : contestants) {
      several.add(each.name, Measures.enqueue(each, Measures.SUBMITTERS));
    }
    for (Contestant each : contestants) {
      execute.add(each.name, Measures.execute(each));
    }
    for (Contestant each : contestants) {
      complete.add(each.name, Measures.complete(each));
    }
    for (Contestant each : contestants) {
      if (!(each instanceof JobRunrs)) {
        begin.add(each.name, Measures.begin(each));
      }
    }
    elsewhere.add(CALLED, Measures.beginElsewhere(server, "auto"));
    elsewhere.add(POLLED, Measures.beginElsewhere(server, "off"));
  }

  private void print(int rounds) {
    System.out.printf(
        "%d cores, %s, JDK %s. Medians of %d rounds.%n%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("java.version"),
        rounds);
    System.out.println(single.table("Handing over, one thread", RAW));
    System.out.println(several.table("Handing over, eight threads", RAW));
    System.out.println(execute.table("Running what is due", RAW));
    System.out.println(complete.table("Handed over, run, and done", RAW));
    System.out.println(begin.times("From the hand-over to the begin"));
    System.out.println(elsewhere.times("The same on another node"));
    double best =
        Math.max(complete.median("db-scheduler"), complete.median("db-scheduler, lock-and-fetch"));
    System.out.println("| | aim | measured | met |\n|---|---:|---:|---|");
    atLeast("handing over, one thread: ratio", 0.8, single.ratio(OURS, RAW));
    atLeast("handing over, eight threads: ratio", 0.8, several.ratio(OURS, RAW));
    atLeast("running what is due: ratio", 0.8, execute.ratio(OURS, RAW));
    String rival =
        best == complete.median("db-scheduler") ? "db-scheduler" : "db-scheduler, lock-and-fetch";
    atLeast("done, ratio to the better db-scheduler", 0.8, complete.ratio(OURS, rival));
    atMost("from the hand-over to the begin, ms", 5, begin.median(OURS));
    atMost("the same on another node, ms", 50, elsewhere.median(CALLED));
  }

  private static void atLeast(String what, double aim, double measured) {
    aim(what, "at least", aim, measured, measured >= aim);
  }

  private static void atMost(String what, double aim, double measured) {
    aim(what, "at most", aim, measured, measured <= aim);
  }

  private static void aim(String what, String how, double aim, double measured, boolean isMet) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s %.1f | %.2f | %s |%n",
        what,
        how,
        aim,
        measured,
        isMet ? "yes" : "no");
  }
}
