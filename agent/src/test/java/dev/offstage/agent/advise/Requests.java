package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.exchange.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;

/**
 * Requests to the fixtures. A slow place is seen as often as its weight says: the same on every
 * machine.
 */
public final class Requests {
  private static final int MILLIS_PER_LOOK = 10;

  private final Samples samples = new Samples();
  private final Map<String, UrlStats> stats = new LinkedHashMap<>();
  private final List<String> own = new ArrayList<>();
  private String url = "";
  private long request;
  private int requestsPerLook = 1;

  /** Those that follow are to this URL. */
  public Requests at(String method, String path) {
    url = Url.of(method, "", path).key();
    return this;
  }

  /** How many there were to the URL, as far as they were counted. */
  UrlStats stats() {
    return stats.computeIfAbsent(url, key -> new UrlStats());
  }

  /** Of those that follow only one was seen, however often. */
  public Requests onceOnly() {
    requestsPerLook = 0;
    return this;
  }

  /** As with {@code --app}. */
  public Requests own(String beginning) {
    own.add(beginning);
    return this;
  }

  /** Serves one request on this thread. */
  public Requests to(HttpServlet servlet) {
    int[] looks = new int[1];
    Slow.use(
        (what, weight) -> {
          for (int i = 0; i < weight; i++) {
            request += requestsPerLook;
            looks[0]++;
            samples.add(Thread.currentThread().getStackTrace(), url, request, MILLIS_PER_LOOK);
          }
        });
    servlet.service(null, null);
    Slow.use((what, weight) -> {});
    if (!url.isEmpty()) {
      stats.computeIfAbsent(url, key -> new UrlStats()).add(looks[0] * MILLIS_PER_LOOK);
    }
    return this;
  }

  Samples samples() {
    return samples;
  }

  /** What is advised, as it is when it has been written and read. */
  public AdviceReport report() throws IOException {
    try (LoadedSource source = new LoadedSource(loaded())) {
      AdviceReport report =
          Analysis.prepare(samples, source, own).report(stats, Collections.emptyList());
      return AdviceReport.of(Message.parse(report.toMessage().toText()));
    }
  }

  /** What is thought of each method, chosen or not, by class and name without package. */
  Map<String, Assessment> assessments() throws IOException {
    try (ClassSource source = new JarSource(new LoadedSource(loaded()), "com.google.common.")) {
      Map<String, Assessment> assessments = new LinkedHashMap<>();
      for (Assessment assessment : Analysis.prepare(samples, source, own).assessments(0)) {
        assessments.put(assessment.candidate.method.shortName(), assessment);
      }
      return assessments;
    }
  }

  /** The same by the method's name without class and parameters. */
  public Map<String, Advice> advices() throws IOException {
    Map<String, Advice> advices = new LinkedHashMap<>();
    for (Advice advice : report().advices()) {
      advices.put(advice.method().replaceAll(".*[.](.*)\\(.*", "$1"), advice);
    }
    return advices;
  }

  private Class<?>[] loaded() {
    return samples.types().stream()
        .map(
            name -> {
              try {
                return Class.forName(name);
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
            })
        .toArray(Class<?>[]::new);
  }
}
