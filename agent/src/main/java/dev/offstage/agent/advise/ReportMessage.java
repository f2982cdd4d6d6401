package dev.offstage.agent.advise;

import dev.offstage.agent.exchange.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report on its way from the JVM to the command line. */
final class ReportMessage {
  private static final String FORMAT = "2";

  private ReportMessage() {}

  static Message of(AdviceReport report) {
    Message message = Message.of(Message.DONE);
    message.add("format", FORMAT);
    message.add("looks", String.valueOf(report.looks()));
    if (report.failure() != null) {
      message.add("failure", report.failure());
    }
    for (String note : report.notes()) {
      message.add("note", note);
    }
    for (Advice advice : report.advices()) {
      List<@Nullable String> parts = new ArrayList<>();
      parts.add(advice.method());
      parts.add(String.valueOf(advice.millis()));
      parts.add(String.valueOf(advice.share()));
      parts.add(advice.rule());
      parts.add(advice.refusal());
      parts.addAll(advice.caveats());
      message.add("advice", parts.toArray(new String[0]));
    }
    for (UrlAdvice url : report.urls()) {
      List<@Nullable String> parts = new ArrayList<>();
      parts.add(url.url());
      parts.add(String.valueOf(url.requests()));
      parts.add(String.valueOf(url.meanMillis()));
      parts.add(String.valueOf(url.share()));
      parts.add(url.respond());
      for (Map.Entry<String, Long> method : url.methods().entrySet()) {
        parts.add(method.getKey());
        parts.add(String.valueOf(method.getValue()));
      }
      message.add("url", parts.toArray(new String[0]));
    }
    return message;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static AdviceReport read(Message message) throws IOException {
    if (!FORMAT.equals(message.first("format"))) {
      throw new IOException(
          "its answer is of another release of the agent; use the command of the same one");
    }
    try {
      List<String> notes = new ArrayList<>();
      for (List<String> note : message.all("note")) {
        notes.add(note.get(0));
      }
      List<UrlAdvice> urls = new ArrayList<>();
      for (List<String> parts : message.all("url")) {
        urls.add(url(parts));
      }
      List<Advice> advices = new ArrayList<>();
      for (List<String> parts : message.all("advice")) {
        advices.add(advice(parts));
      }
      int looks = Integer.parseInt(String.valueOf(message.first("looks")));
      return new AdviceReport(looks, message.first("failure"), notes, urls, advices);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("its answer is broken: " + e.getMessage(), e);
    }
  }

  private static Advice advice(List<String> parts) {
    return new Advice(
        parts.get(0),
        Long.parseLong(parts.get(1)),
        Double.parseDouble(parts.get(2)),
        orNull(parts.get(3)),
        orNull(parts.get(4)),
        parts.subList(5, parts.size()));
  }

  private static UrlAdvice url(List<String> parts) {
    Map<String, Long> methods = new LinkedHashMap<>();
    for (int i = 5; i < parts.size(); i += 2) {
      methods.put(parts.get(i), Long.parseLong(parts.get(i + 1)));
    }
    return new UrlAdvice(
        parts.get(0),
        Integer.parseInt(parts.get(1)),
        Long.parseLong(parts.get(2)),
        Double.parseDouble(parts.get(3)),
        methods,
        orNull(parts.get(4)));
  }
}
