package dev.offstage.agent.advise;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What watching a running JVM has shown, and the file that takes it to the command line: a line for
 * each fact, its parts separated by tabs. Immutable.
 */
public final class AdviceReport {
  private static final String FORMAT = "offstage-advice 1";

  private final int requestSamples;
  private final @Nullable String failure;
  private final List<String> notes;
  private final List<Advice> advices;

  AdviceReport(
      int requestSamples, @Nullable String failure, List<String> notes, List<Advice> advices) {
    this.requestSamples = requestSamples;
    this.failure = failure;
    this.notes = Collections.unmodifiableList(new ArrayList<String>(notes));
    this.advices = Collections.unmodifiableList(new ArrayList<Advice>(advices));
  }

  static AdviceReport ofFailure(String failure) {
    return new AdviceReport(
        0, failure, Collections.<String>emptyList(), Collections.<Advice>emptyList());
  }

  /** How often a request was seen. */
  public int requestSamples() {
    return requestSamples;
  }

  /** Why there is no advice; null if all went well. */
  public @Nullable String failure() {
    return failure;
  }

  /** What to know about the figures, in whole sentences. */
  public List<String> notes() {
    return notes;
  }

  /** The methods that can be redirected, then those that cannot; the largest share first. */
  public List<Advice> advices() {
    return advices;
  }

  /** Writes the file in one step: whoever waits for it never sees a part of it. */
  void write(File file) throws IOException {
    Path part = new File(file.getPath() + ".part").toPath();
    // Never into a file or link that somebody else put there.
    Files.write(
        part,
        lines(),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    Files.move(part, file.toPath(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** As text, for {@link #parse}. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (String line : lines()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<String>();
    lines.add(line(FORMAT));
    lines.add(line("requests", String.valueOf(requestSamples)));
    if (failure != null) {
      lines.add(line("failure", failure));
    }
    for (String note : notes) {
      lines.add(line("note", note));
    }
    for (Advice advice : advices) {
      List<String> parts = new ArrayList<String>();
      parts.add("advice");
      parts.add(advice.method());
      parts.add(String.valueOf(advice.samples()));
      parts.add(orEmpty(advice.rule()));
      parts.add(orEmpty(advice.refusal()));
      parts.addAll(advice.caveats());
      lines.add(line(parts.toArray(new String[0])));
    }
    return lines;
  }

  private static String line(String... parts) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      line.append(line.length() == 0 ? "" : "\t").append(part.replaceAll("[\t\r\n]+", " "));
    }
    return line.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Reads what {@link Advisor} wrote.
   *
   * @throws IOException if the file cannot be read or is not a report
   */
  public static AdviceReport read(File file) throws IOException {
    return parse(Files.readAllLines(file.toPath(), StandardCharsets.UTF_8), file.getPath());
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @throws IOException if it is not a report
   */
  public static AdviceReport parse(String text) throws IOException {
    return parse(Arrays.asList(text.split("\n")), "the answer");
  }

  private static AdviceReport parse(List<String> lines, String source) throws IOException {
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IOException(source + " is not a report of this version; expected: " + FORMAT);
    }
    int requests = 0;
    String failure = null;
    List<String> notes = new ArrayList<String>();
    List<Advice> advices = new ArrayList<Advice>();
    try {
      for (String line : lines.subList(1, lines.size())) {
        List<String> parts = Arrays.asList(line.split("\t", -1));
        switch (parts.get(0)) {
          case "requests":
            requests = Integer.parseInt(parts.get(1));
            break;
          case "failure":
            failure = parts.get(1);
            break;
          case "note":
            notes.add(parts.get(1));
            break;
          case "advice":
            advices.add(advice(parts, requests));
            break;
          default:
            // From a later release.
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException(source + " is broken: " + e.getMessage(), e);
    }
    return new AdviceReport(requests, failure, notes, advices);
  }

  private static Advice advice(List<String> parts, int requests) {
    return new Advice(
        parts.get(1),
        Integer.parseInt(parts.get(2)),
        requests,
        parts.get(3).isEmpty() ? null : parts.get(3),
        parts.get(4).isEmpty() ? null : parts.get(4),
        parts.subList(5, parts.size()));
  }
}
