package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.safety.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods in which requests spend time, found from the names in their stacks. */
final class Candidates {
  /** Bounds how many are compared with each other; a deep application has a hundred. */
  private static final int MOST = 300;

  private final List<RequestStack> stacks;
  private final Set<MethodCode> ofLibraries = new HashSet<>();

  private Candidates(List<RequestStack> stacks) {
    this.stacks = stacks;
  }

  static Candidates of(Collection<SeenStack> seen, Program program) {
    Steps steps = new Steps(program);
    List<RequestStack> stacks = new ArrayList<>();
    for (SeenStack stack : seen) {
      stacks.add(new RequestStack(stack.url, steps.of(stack.frames), stack.seen));
    }
    return new Candidates(stacks);
  }

  List<RequestStack> stacks() {
    return stacks;
  }

  /** Those that have at least this many milliseconds, the most time first. */
  List<Candidate> withMillis(double least) {
    List<Candidate> found = new ArrayList<>();
    for (Map.Entry<MethodCode, Double> seen : millis().entrySet()) {
      MethodCode method = seen.getKey();
      if (seen.getValue() >= least && !method.isSynthetic() && !method.isConstructor()) {
        found.add(new Candidate(method, ofLibraries.contains(method), stacks));
      }
    }
    found.sort(
        Comparator.comparingDouble((Candidate candidate) -> -candidate.millis)
            .thenComparing(Candidate::toString));
    return found.size() > MOST ? found.subList(0, MOST) : found;
  }

  private Map<MethodCode, Double> millis() {
    Map<MethodCode, Double> millis = new HashMap<>();
    for (RequestStack stack : stacks) {
      Set<MethodCode> ofStack = new HashSet<>();
      for (Step step : stack.steps) {
        if (ofStack.add(step.method)) {
          millis.merge(step.method, stack.seen.millis(), Double::sum);
        }
        if (step.isLibrary) {
          ofLibraries.add(step.method);
        }
      }
    }
    return millis;
  }
}
