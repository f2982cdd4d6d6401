package dev.offstage.containers.webapp;

import dev.offstage.Background;
import dev.offstage.Start;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Methods that take a request, or something of it: marked ones, and such as a rule names. */
class ProbedMethods {
  @Background
  void marked(HttpServletRequest request, String tag, long own) {
    Probe.readLater(request, tag, own);
  }

  @Background(start = Start.AFTER_RESPONSE)
  void markedAfterResponse(HttpServletRequest request, String tag, long own) {
    Probe.readLater(request, tag, own);
  }

  @Background
  CompletableFuture<Void> markedFuture(HttpServletRequest request, String tag, long own) {
    Probe.readLater(request, tag, own);
    return CompletableFuture.completedFuture(null);
  }

  /** By a rule, as those below. */
  void ruled(HttpServletRequest request, String tag, long own) {
    Probe.readLater(request, tag, own);
  }

  void ruledMap(Map<String, String[]> parameters, String tag, long own) {
    Probe.readLater(() -> parameters.getOrDefault("user", new String[1])[0], tag, own);
  }

  @SuppressWarnings("JdkObsolete") // as a request gives them
  void ruledValues(Enumeration<String> values, String tag, long own) {
    Probe.readLater(values::nextElement, tag, own);
  }

  void ruledReader(Reader reader, String tag, long own) {
    Probe.readLater(() -> Probe.userIn(new BufferedReader(reader)), tag, own);
  }

  void ruledStream(InputStream in, String tag, long own) {
    Reader reader = new InputStreamReader(in, StandardCharsets.US_ASCII);
    Probe.readLater(() -> Probe.userIn(new BufferedReader(reader)), tag, own);
  }
}
