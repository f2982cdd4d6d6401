package dev.offstage.worker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line says. Immutable. */
final class Options {
  private static final String PREFIX = "offstage.";

  private final Map<Option, List<String>> given;

  private Options(Map<Option, List<String>> given) {
    this.given = given;
  }

  /**
   * Reads it.
   *
   * @throws WorkerException if it is wrong: names the option, and what is allowed
   */
  static Options parse(String... arguments) throws WorkerException {
    Map<Option, List<String>> given = new EnumMap<>(Option.class);
    for (int i = 0; i < arguments.length; i++) {
      int equals = arguments[i].startsWith("--") ? arguments[i].indexOf('=') : -1;
      String key = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
      Option option = find(key);
      String value = "";
      if (equals >= 0 && option.hasValue()) {
        value = arguments[i].substring(equals + 1);
      } else if (option.hasValue()) {
        if (i + 1 == arguments.length) {
          throw new WorkerException(key + " has no value; write " + option.usage());
        }
        value = arguments[++i];
      }
      given.computeIfAbsent(option, each -> new ArrayList<>()).add(value);
    }
    Options options = new Options(given);
    options.check();
    return options;
  }

  private static Option find(String key) throws WorkerException {
    for (Option option : Option.values()) {
      if (option.key().equals(key)) {
        return option;
      }
    }
    String nearest = Nearest.to(key, Option.keys());
    throw new WorkerException(
        "there is no option "
            + key
            + (nearest == null ? "" : "; did you mean " + nearest + "?")
            + "; there are "
            + String.join(", ", Option.keys()));
  }

  private void check() throws WorkerException {
    if (!wantsHelp() && last(Option.WAR) == null) {
      throw new WorkerException(
          "there is no webapp; write " + Option.WAR.usage() + ", and --help for all options");
    }
    settings();
    for (Option option : new Option[] {Option.WAR, Option.LIB}) {
      for (String path : all(option)) {
        pathOf(option, path);
      }
    }
  }

  boolean wantsHelp() {
    return given.containsKey(Option.HELP);
  }

  Path war() throws WorkerException {
    return pathOf(Option.WAR, String.valueOf(last(Option.WAR)));
  }

  List<Path> libraries() throws WorkerException {
    List<Path> paths = new ArrayList<>();
    for (String path : all(Option.LIB)) {
      paths.add(pathOf(Option.LIB, path));
    }
    return paths;
  }

  List<String> pools() {
    return all(Option.POOL);
  }

  /** The name of the class that sets up what tasks need; null if there is none. */
  @Nullable String start() {
    return last(Option.START);
  }

  /** Those that win over all others. */
  Map<String, String> settings() throws WorkerException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String assignment : all(Option.SET)) {
      int equals = assignment.indexOf('=');
      if (equals < 0 || !assignment.startsWith(PREFIX)) {
        throw new WorkerException(
            "--set " + assignment + " is no setting; write --set offstage.pool.size=20");
      }
      settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    put(settings, "offstage.store", Option.STORE);
    put(settings, "offstage.store.user", Option.USER);
    put(settings, "offstage.store.password", Option.PASSWORD);
    return settings;
  }

  private void put(Map<String, String> settings, String key, Option option) {
    String value = last(option);
    if (value != null) {
      settings.put(key, value);
    }
  }

  private List<String> all(Option option) {
    return given.getOrDefault(option, new ArrayList<>());
  }

  /** As with most commands, the last one counts. */
  private @Nullable String last(Option option) {
    List<String> values = all(option);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  private static Path pathOf(Option option, String value) throws WorkerException {
    try {
      return Paths.get(value);
    } catch (InvalidPathException e) {
      throw new WorkerException(option.key() + " " + value + " is no path: " + e.getReason(), e);
    }
  }
}
