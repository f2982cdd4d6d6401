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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that takes a report from the JVM to the command line: a line for each fact, its parts
 * separated by tabs.
 */
final class ReportFile {
  private static final String FORMAT = "offstage-advice 2";

  private ReportFile() {}

  /** Writes the file in one step: whoever waits for it never sees a part of it. */
  static void write(AdviceReport report, File file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT);
    lines.add(line("looks", report.looks()));
    if (report.failure() != null) {
      lines.add(line("failure", report.failure()));
    }
    for (String note : report.notes()) {
      lines.add(line("note", note));
    }
    for (Advice advice : report.advices()) {
      List<Object> parts = new ArrayList<>();
      parts.addAll(
          Arrays.asList(
              "advice",
              advice.method(),
              advice.millis(),
              advice.share(),
              orEmpty(advice.rule()),
              orEmpty(advice.refusal())));
      parts.addAll(advice.caveats());
      lines.add(line(parts.toArray()));
    }
    for (UrlAdvice url : report.urls()) {
      List<Object> parts = new ArrayList<>();
      parts.addAll(
          Arrays.asList(
              "url",
              url.url(),
              url.requests(),
              url.meanMillis(),
              url.share(),
              orEmpty(url.respond())));
      for (Map.Entry<String, Long> method : url.methods().entrySet()) {
        parts.add(method.getKey());
        parts.add(method.getValue());
      }
      lines.add(line(parts.toArray()));
    }
    Path part = new File(file.getPath() + ".part").toPath();
    // Never into a file or link that somebody else put there.
    Files.write(
        part,
        lines,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    Files.move(part, file.toPath(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String line(Object... parts) {
    StringBuilder line = new StringBuilder();
    for (Object part : parts) {
      line.append(line.length() == 0 ? "" : "\t")
          .append(String.valueOf(part).replaceAll("[\t\r\n]+", " "));
    }
    return line.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static AdviceReport read(File file) throws IOException {
    List<String> lines = Files.readAllLines(file.toPath(), StandardCharsets.UTF_8);
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IOException(file + " is not a report of this version; expected: " + FORMAT);
    }
    int looks = 0;
    String failure = null;
    List<String> notes = new ArrayList<>();
    List<UrlAdvice> urls = new ArrayList<>();
    List<Advice> advices = new ArrayList<>();
    try {
      for (String line : lines.subList(1, lines.size())) {
        List<String> parts = Arrays.asList(line.split("\t", -1));
        switch (parts.get(0)) {
          case "looks":
            looks = Integer.parseInt(parts.get(1));
            break;
          case "failure":
            failure = parts.get(1);
            break;
          case "note":
            notes.add(parts.get(1));
            break;
          case "advice":
            advices.add(advice(parts));
            break;
          case "url":
            urls.add(url(parts));
            break;
          default:
            // From a later release.
        }
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException(file + " is broken: " + e.getMessage(), e);
    }
    return new AdviceReport(looks, failure, notes, urls, advices);
  }

  private static Advice advice(List<String> parts) {
    return new Advice(
        parts.get(1),
        Long.parseLong(parts.get(2)),
        Double.parseDouble(parts.get(3)),
        orNull(parts.get(4)),
        orNull(parts.get(5)),
        parts.subList(6, parts.size()));
  }

  private static UrlAdvice url(List<String> parts) {
    Map<String, Long> methods = new LinkedHashMap<>();
    for (int i = 6; i < parts.size(); i += 2) {
      methods.put(parts.get(i), Long.parseLong(parts.get(i + 1)));
    }
    return new UrlAdvice(
        parts.get(1),
        Integer.parseInt(parts.get(2)),
        Long.parseLong(parts.get(3)),
        Double.parseDouble(parts.get(4)),
        methods,
        orNull(parts.get(5)));
  }
}
