package dev.offstage.containers.webapp;

import dev.offstage.Background;
import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An action of a framework: it holds the request, and its work does not name it. */
final class ProbeAction {
  private final HttpServletRequest request;

  ProbeAction(HttpServletRequest request) {
    this.request = request;
  }

  void run(String tag, long own) {
    Offstage.run(() -> read(tag, own));
  }

  /** As frameworks pass it on. */
  void callWithContext(String tag, long own) {
    Map<String, ProbeAction> context = Collections.singletonMap("action", this);
    Offstage.call(
        () -> {
          context.values().forEach(each -> each.read(tag, own));
          return tag;
        });
  }

  void mapInList(String tag, long own) {
    List<HttpServletRequest> requests = Collections.singletonList(request);
    Offstage.map(
        Collections.singletonList(tag),
        each -> {
          Probe.readLater(requests.get(0), each, own);
          return each;
        });
  }

  /** Inline, since its object is the request's. */
  @Background
  void marked(String tag, long own) {
    read(tag, own);
  }

  private void read(String tag, long own) {
    Probe.readLater(request, tag, own);
  }
}
