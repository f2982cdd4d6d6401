package dev.offstage.containers;

import java.net.http.HttpClient.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tests have found on one server. */
final class CompatibilityRow {
  static final String HEAD =
      """
      | server | API | JDK | without agent | with agent | respond-async | of 7 at a stop | HTTP/1.1: answer, next | h2c: answer, next | |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private final Tests without = new Tests();
  private final Tests with = new Tests();
  private final Tests respond = new Tests();
  private final List<Long> stops = new ArrayList<>();
  private final Map<Version, List<Long>> answers = new EnumMap<>(Version.class);
  private final Map<Version, List<Long>> nexts = new EnumMap<>(Version.class);

  /** How many tests have passed, and which have not. */
  private static final class Tests {
    private int passed;
    private final List<String> failed = new ArrayList<>();

    @Override
    public String toString() {
      return failed.isEmpty()
          ? passed + " passed"
          : passed + " passed, failed: " + String.join(", ", failed);
    }
  }

  private Tests tests(Class<?> group, boolean agent) {
    return group == RespondTests.class ? respond : agent ? with : without;
  }

  /** Those of {@link RespondTests} count for themselves, with the agent and without it. */
  synchronized void passed(Class<?> group, boolean agent) {
    tests(group, agent).passed++;
  }

  synchronized void failed(Class<?> group, boolean agent, String name) {
    tests(group, agent).failed.add(name);
  }

  synchronized void answered(Version version, long answerMillis, long nextMillis) {
    answers.computeIfAbsent(version, key -> new ArrayList<>()).add(answerMillis);
    nexts.computeIfAbsent(version, key -> new ArrayList<>()).add(nextMillis);
  }

  synchronized void stopped(long finished) {
    stops.add(finished);
  }

  private String stops() {
    return stops.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private String times(Version version) {
    return median(answers.get(version)) + ", " + median(nexts.get(version)) + " ms";
  }

  private static String median(List<Long> times) {
    if (times == null) {
      return "?";
    }
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2).toString();
  }

  /** The beginning of the line, by which a row is known. */
  static String begin(Platform platform) {
    return "| %s | %s | %d |"
        .formatted(platform.server(), platform.container().api.label(), platform.jdk());
  }

  synchronized String line(Platform platform) {
    return "%s %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            begin(platform),
            without,
            with,
            respond,
            stops(),
            times(Version.HTTP_1_1),
            times(Version.HTTP_2),
            platform.container().limits());
  }
}
