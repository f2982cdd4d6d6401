package dev.offstage.durable.redirected;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A process with the agent and a store. */
public final class Program {
  private Program() {}

  /**
   * Starts, does what it is told to and ends when nobody says {@code more} on its standard input.
   *
   * @param arguments the URL of the store, then {@code drop} its tables, or the id of a parcel
   */
  public static void main(String[] arguments) throws Exception {
    String url = arguments[0];
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("offstage.store", url);
    settings.put("offstage.store.poll", "100ms");
    settings.put("offstage.store.lease", "2s");
    OffstageRuntime runtime =
        OffstageRuntime.start(
            "parcels",
            Settings.load(Collections.singletonList(new SettingsSource("the test", settings))),
            Program.class.getClassLoader(),
            null);
    OffstageRuntime none = Runtimes.makeCurrent(runtime);
    assert none == null;
    runtime.hasStarted();
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].equals("drop")) {
        try (Connection connection = DriverManager.getConnection(url);
            Statement statement = connection.createStatement()) {
          statement.execute("drop table offstage_tasks");
        }
      } else {
        Parcels.send(arguments[i], i);
      }
    }
    System.out.println("called");
    System.out.flush();
    // Until the test closes it.
    while (System.in.read() >= 0) {}
    runtime.drain();
  }
}
