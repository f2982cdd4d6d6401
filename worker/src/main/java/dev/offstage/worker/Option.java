package dev.offstage.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one table of options; {@code docs/workers.md} has the same texts. */
enum Option {
  WAR("FILE", "The webapp: its WAR, or the folder that a server has unpacked it into. Needed."),
  STORE("URL", "The database: `offstage.store`. Needed if `web.xml` names a `DataSource`."),
  USER("NAME", "Who connects: `offstage.store.user`."),
  PASSWORD(
      "TEXT",
      "That user's password: `offstage.store.password`. Other users of the machine can see it here,"
          + " and not in the environment variable `OFFSTAGE_STORE_PASSWORD`."),
  POOL("NAME", "Runs the tasks of this pool only; may be given several times."),
  SET(
      "KEY=VALUE",
      "A setting, such as `offstage.pool.mail.size=20`, that wins over all other places; may be given"
          + " several times."),
  START(
      "CLASS",
      "A class of the webapp that sets up what its tasks need, before they run: a `Runnable`. If it"
          + " is `AutoCloseable`, it is closed at the end."),
  LIB(
      "PATH",
      "A jar, or a folder of jars, that the server has and the WAR has not: a JDBC driver, the servlet"
          + " API; may be given several times."),
  HELP(null, "Prints these options.");

  private final @Nullable String value;
  private final String help;

  Option(@Nullable String value, String help) {
    this.value = value;
    this.help = help;
  }

  boolean hasValue() {
    return value != null;
  }

  String help() {
    return help;
  }

  /** As it is written on the command line. */
  String key() {
    return "--" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** With what comes after it. */
  String usage() {
    return value == null ? key() : key() + " " + value;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Option::key).collect(Collectors.toList());
  }

  /** All of them, for a terminal. */
  static String usageOfAll() {
    List<String> lines = new ArrayList<>();
    lines.add("Runs the durable tasks of a webapp outside of its server:");
    lines.add("  java -jar offstage-worker.jar --war app.war [options]");
    for (Option option : values()) {
      lines.add("  " + option.usage());
      lines.add("      " + option.help.replace("`", ""));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
