package dev.offstage.agent;

import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.rules.RulesFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that the rules of the whole JVM come from ({@code config=}). Thread-safe. */
final class RuleFiles {
  private final Set<String> paths = new LinkedHashSet<String>();

  synchronized void add(String path) {
    paths.add(path);
  }

  synchronized boolean contains(String path) {
    return paths.contains(path);
  }

  /** Reads one more. */
  synchronized Rules read(String path) throws IOException {
    Rules rules = RulesFile.read(path);
    paths.add(path);
    return rules;
  }

  /** Reads all of them again. */
  synchronized Rules readAll() throws IOException {
    if (paths.isEmpty()) {
      throw new IOException(
          "the agent was started without a file of rules (config=); name one with --rules");
    }
    List<Rules> all = new ArrayList<Rules>();
    for (String path : paths) {
      all.add(RulesFile.read(path));
    }
    return Rules.all(all);
  }
}
