package dev.offstage.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The fixtures, all of them loaded by a loader with rules, and what the agent did then. */
public final class LoadedApp {
  private final Map<String, List<String>> verdicts;

  private LoadedApp(Map<String, List<String>> verdicts) {
    this.verdicts = verdicts;
  }

  public static LoadedApp load(String rules, String source, String... classes) throws Exception {
    ClassLoader loader = new ChildFirstLoader();
    LibraryLinkV1.register(Collections.singleton(loader), "app", rules, source, RuleWebapp.POOLS);
    for (String name : classes) {
      loader.loadClass(name);
    }
    // No names: nothing but what has happened is known.
    return new LoadedApp(LibraryLinkV1.check(loader, "app", Collections::emptyList));
  }

  public List<String> redirected() {
    return sorted("redirected");
  }

  public List<String> refused() {
    return sorted("refused", "refusedMarks");
  }

  public List<String> durable() {
    return sorted("durable");
  }

  private List<String> sorted(String... keys) {
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      lines.addAll(verdicts.get(key));
    }
    Collections.sort(lines);
    return lines;
  }
}
