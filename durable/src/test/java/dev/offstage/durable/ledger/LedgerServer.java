package dev.offstage.durable.ledger;

import dev.offstage.Background;
import dev.offstage.BoundWork;
import dev.offstage.NotStoredException;
import dev.offstage.PoolClosedException;
import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.Task;
import dev.offstage.TaskListener;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.task.PoolTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** A server process that hands over a durable task for each line that it gets. */
public final class LedgerServer {
  /** Answers before the task is handed over: it must lose tasks. */
  static final String ANSWERS_FIRST = "mutant=answers-first";

  /** Deletes the row of a task before its work is done: it must lose tasks. */
  static final String ENDS_FIRST = "mutant=ends-first";

  private static final long LATE_MILLIS = 5;
  private static final long POISON_MILLIS = 1_000;
  private static final Executor ASIDE = Executors.newSingleThreadExecutor();
  private static volatile String mutant = "";
  private static volatile String url = "";
  private static volatile String user = "";
  private static volatile LedgerFile ledger;
  private static volatile int mostMillis;

  private LedgerServer() {}

  /** What the tasks do. */
  @Background(durable = true)
  public static void work(String id) throws InterruptedException {
    ledger.write(LedgerFile.BEGUN, id);
    if (id.startsWith("poison")) {
      // So that others run beside it.
      Thread.sleep(POISON_MILLIS);
      Runtime.getRuntime().halt(9);
    }
    if (ENDS_FIRST.endsWith(mutant)) {
      deleteRow();
    }
    // Slow ones still run when a poison beside them ends the process.
    Thread.sleep(
        id.startsWith("slow")
            ? 2 * POISON_MILLIS
            : ThreadLocalRandom.current().nextInt(1, mostMillis));
    ledger.write(LedgerFile.WORKED, id);
  }

  private static void deleteRow() {
    PoolTask<?> task = PoolTask.current();
    try (Connection connection = DriverManager.getConnection(url, user, "");
        PreparedStatement delete =
            connection.prepareStatement("delete from offstage_tasks where task_instance = ?")) {
      delete.setString(1, task == null ? "" : task.id());
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments ledger file, name of the process, most milliseconds of a task, then settings
   *     {@code key=value}
   */
  public static void main(String[] arguments) throws Exception {
    ledger = new LedgerFile(Paths.get(arguments[0]), arguments[1]);
    mostMillis = Integer.parseInt(arguments[2]);
    Map<String, String> settings = new TreeMap<>();
    for (int i = 3; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    mutant = settings.containsKey("mutant") ? settings.remove("mutant") : "none";
    url = settings.get("offstage.store");
    user = settings.get("offstage.store.user");
    OffstageRuntime runtime =
        OffstageRuntime.start(
            arguments[1],
            Settings.load(Collections.singletonList(new SettingsSource("test", settings))),
            LedgerServer.class.getClassLoader(),
            null);
    runtime.addListener(
        new TaskListener() {
          @Override
          public void succeeded(Task<?> task) {
            // The store's threads tell of those that have ended in another process.
            if (!Thread.currentThread().getName().contains("-store-")) {
              ledger.write(LedgerFile.ENDED, task.name());
            }
          }
        });
    runtime.hasStarted();
    Runtime.getRuntime().addShutdownHook(new Thread(runtime::drain));
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      System.out.println("PORT " + server.getLocalPort());
      System.out.flush();
      while (true) {
        Socket client = server.accept();
        new Thread(() -> serve(client, runtime)).start();
      }
    }
  }

  private static void serve(Socket client, OffstageRuntime runtime) {
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(client.getOutputStream(), true, "US-ASCII")) {
      for (String id = in.readLine(); id != null; id = in.readLine()) {
        if (ANSWERS_FIRST.endsWith(mutant)) {
          String known = id;
          ASIDE.execute(() -> handOverLate(runtime, known));
          out.println("OK " + id);
        } else {
          out.println((handOver(runtime, id) ? "OK " : "NO ") + id);
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void handOverLate(OffstageRuntime runtime, String id) {
    try {
      Thread.sleep(LATE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    boolean unused = handOver(runtime, id);
  }

  private static boolean handOver(OffstageRuntime runtime, String id) {
    try {
      runtime.defaultPool().task(BoundWork.of(LedgerServer::work, id)).name(id).durable().start();
      return true;
    } catch (NotStoredException | PoolClosedException e) {
      return false;
    }
  }
}
