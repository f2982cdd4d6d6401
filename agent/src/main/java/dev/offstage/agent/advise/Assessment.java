package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule line for a method and what is to be known before it is used, or why there is none.
 * Immutable.
 */
final class Assessment {
  final Candidate candidate;
  final List<String> caveats;

  /** Null if there is none. */
  final @Nullable String rule;

  /** Why the method is not to be redirected; null if it may be. */
  final @Nullable String refusal;

  private Assessment(
      Candidate candidate, @Nullable String rule, @Nullable String refusal, List<String> caveats) {
    this.candidate = candidate;
    this.rule = rule;
    this.refusal = refusal;
    this.caveats = Collections.unmodifiableList(new ArrayList<>(caveats));
  }

  static Assessment refused(Candidate candidate, String refusal) {
    return new Assessment(candidate, null, refusal, Collections.<String>emptyList());
  }

  static Assessment accepted(Candidate candidate, String rule, List<String> caveats) {
    return new Assessment(candidate, rule, null, caveats);
  }

  boolean isEligible() {
    return refusal == null;
  }

  /** The lower the better: whatever is safe first, and of that the application's own methods. */
  int rank() {
    boolean isRisky = candidate.method.isSynchronized();
    return (isEligible() ? 0 : 4) + (isRisky ? 2 : 0) + (candidate.isLibrary ? 1 : 0);
  }

  @Override
  public String toString() {
    return candidate + (refusal == null ? "" : " not: " + refusal);
  }
}
