package dev.offstage.agent.advise;

import dev.offstage.agent.exchange.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer: what watching a JVM, or reading a recording, has shown. Immutable. */
public final class AdviceReport {
  private final int looks;
  private final @Nullable String failure;
  private final List<String> notes;
  private final List<UrlAdvice> urls;
  private final List<Advice> advices;

  AdviceReport(
      int looks,
      @Nullable String failure,
      List<String> notes,
      List<UrlAdvice> urls,
      List<Advice> advices) {
    this.looks = looks;
    this.failure = failure;
    this.notes = Collections.unmodifiableList(new ArrayList<>(notes));
    this.urls = Collections.unmodifiableList(new ArrayList<>(urls));
    this.advices = Collections.unmodifiableList(new ArrayList<>(advices));
  }

  static AdviceReport ofFailure(String failure) {
    return new AdviceReport(
        0,
        failure,
        Collections.<String>emptyList(),
        Collections.<UrlAdvice>emptyList(),
        Collections.<Advice>emptyList());
  }

  /**
   * Reads what {@link #toMessage} wrote.
   *
   * @throws IOException if it is not a report of this release
   */
  public static AdviceReport of(Message message) throws IOException {
    return ReportMessage.read(message);
  }

  /** The report as the answer to a command. */
  public Message toMessage() {
    return ReportMessage.of(this);
  }

  /** How often a request was seen. */
  public int looks() {
    return looks;
  }

  /** Why there is no advice; null if all went well. */
  public @Nullable String failure() {
    return failure;
  }

  /** What to know about the figures, in whole sentences. */
  public List<String> notes() {
    return notes;
  }

  /** The URLs that take time, the most of it first. */
  public List<UrlAdvice> urls() {
    return urls;
  }

  /** The methods that can be redirected, then those that cannot; the largest share first. */
  public List<Advice> advices() {
    return advices;
  }

  /** The advice on a method; null if there is none. */
  public @Nullable Advice advice(String method) {
    for (Advice advice : advices) {
      if (advice.method().equals(method)) {
        return advice;
      }
    }
    return null;
  }
}
