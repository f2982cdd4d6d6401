package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code key=value} pairs at the end of a rule. */
final class KeysParser {
  private final LineReader line;
  private final @Nullable Collection<String> pools;

  KeysParser(LineReader line, @Nullable Collection<String> pools) {
    this.line = line;
    this.pools = pools;
  }

  Redirection parse() throws RuleException {
    Redirection.Builder redirection = new Redirection.Builder();
    Map<String, Integer> seen = new HashMap<String, Integer>();
    for (line.skipBlanks(); !line.atEnd(); line.skipBlanks()) {
      int keyStart = line.at();
      while (!line.atEnd() && !line.peek('=') && !line.atBlank()) {
        line.next();
      }
      String key = line.from(keyStart);
      if (!line.peek('=')) {
        throw line.mistake(
            keyStart,
            line.hasRuleFrom(keyStart)
                ? "a second rule begins here; " + RuleParser.ONE_A_LINE
                : "expected key=value in place of '"
                    + key
                    + "'; "
                    + (seen.containsKey(TaskKeys.BACKOFF)
                        ? "a value with blanks needs quotes; "
                        : "")
                    + RuleKeys.ALL);
      }
      line.next();
      if (seen.put(key, keyStart) != null) {
        throw line.mistake(keyStart, "'" + key + "' appears twice");
      }
      int valueStart = line.at();
      if (line.peek('"')) {
        addQuoted(key, line.quoted(), valueStart, redirection);
      } else {
        add(key, keyStart, line.word(), valueStart, redirection);
      }
    }
    String useless = redirection.useless();
    if (useless != null) {
      Integer start = seen.get(useless);
      throw line.mistake(start == null ? 0 : start, TaskKeys.needed(useless));
    }
    return redirection.build();
  }

  private void addQuoted(String key, String text, int start, Redirection.Builder redirection)
      throws RuleException {
    if (key.equals(RuleKeys.RETURNS)) {
      redirection.returns(Literal.ofText(text, '"' + text + '"'));
    } else if (TaskKeys.canBeQuoted(key)) {
      addOfTask(key, text, start, redirection);
    } else {
      throw line.mistake(
          start, "only the values of returns=, backoff=, key= and orderBy= can be in quotes");
    }
  }

  private void addOfTask(String key, String value, int start, Redirection.Builder redirection)
      throws RuleException {
    try {
      redirection.ofTask(key, value);
    } catch (IllegalArgumentException e) {
      throw line.mistake(start, String.valueOf(e.getMessage()));
    }
  }

  private void add(
      String key, int keyStart, String value, int valueStart, Redirection.Builder redirection)
      throws RuleException {
    try {
      switch (key) {
        case RuleKeys.POOL:
          redirection.pool(RuleKeys.pool(value, pools));
          break;
        case RuleKeys.START:
          redirection.start(RuleKeys.start(value));
          break;
        case RuleKeys.RETURNS:
          redirection.returns(RuleKeys.returns(value));
          break;
        case RuleKeys.SYNCHRONIZED:
          redirection.takesLock(RuleKeys.yes(value));
          break;
        case RuleKeys.INTERRUPT:
          redirection.interrupts(RuleKeys.interrupts(value));
          break;
        case RuleKeys.FROM:
          redirection.from(callers(value, valueStart));
          break;
        default:
          if (!TaskKeys.NAMES.contains(key)) {
            throw line.mistake(keyStart, RuleKeys.unknown(key));
          }
          addOfTask(key, value, valueStart, redirection);
      }
    } catch (IllegalArgumentException e) {
      throw line.mistake(valueStart, String.valueOf(e.getMessage()));
    }
  }

  private List<NamePattern> callers(String value, int start) throws RuleException {
    List<NamePattern> callers = new ArrayList<NamePattern>();
    int at = start;
    for (String caller : value.split(",", -1)) {
      if (caller.isEmpty()) {
        throw line.mistake(
            at,
            "a class is missing; expected: from=package.Class or from=package..*, commas between");
      }
      callers.add(new NameParser(line).caller(caller, at));
      at += caller.length() + 1;
    }
    return callers;
  }
}
