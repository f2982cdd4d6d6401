package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods in which requests spend time, found from the names in their stacks. */
final class Candidates {
  /** Bounds how many are compared with each other; a deep application has a hundred. */
  private static final int MOST = 300;

  private final Code code;
  private final LoadedTypes types;
  private final List<RequestStack> stacks = new ArrayList<RequestStack>();

  Candidates(Samples samples, LoadedTypes types, Code code) {
    this.types = types;
    this.code = code;
    Map<Frame, @Nullable Step> known = new HashMap<Frame, @Nullable Step>();
    for (Map.Entry<List<Frame>, Integer> seen : samples.counts().entrySet()) {
      List<Step> steps = new ArrayList<Step>();
      for (Frame frame : seen.getKey()) {
        if (!known.containsKey(frame)) {
          known.put(frame, step(frame));
        }
        Step step = known.get(frame);
        if (step != null) {
          steps.add(step);
        }
      }
      stacks.add(new RequestStack(steps, seen.getValue()));
    }
  }

  /** Null for what belongs to the server or has no class file. */
  private @Nullable Step step(Frame frame) {
    List<ClassLoader> loaders = types.loadersOf(frame.type);
    TypeCode type = loaders.isEmpty() ? null : code.of(loaders.get(0), frame.type);
    MethodCode method = type == null ? null : type.method(frame);
    return method == null ? null : new Step(frame, method);
  }

  List<RequestStack> stacks() {
    return stacks;
  }

  /** Those that have at least this many samples, the most often seen first. */
  List<Candidate> withSamples(int least) {
    List<Candidate> found = new ArrayList<Candidate>();
    for (Map.Entry<MethodCode, Integer> seen : counts().entrySet()) {
      MethodCode method = seen.getKey();
      boolean isConstructor = method.name.indexOf('<') >= 0;
      if (seen.getValue() >= least && !method.isSynthetic() && !isConstructor) {
        found.add(
            new Candidate(
                method,
                CodeKind.of(method.type.name) == CodeKind.LIBRARY,
                types.loadersOf(method.type.name).size(),
                stacks));
      }
    }
    Collections.sort(
        found,
        new Comparator<Candidate>() {
          @Override
          public int compare(Candidate left, Candidate right) {
            return left.samples == right.samples
                ? left.toString().compareTo(right.toString())
                : Integer.compare(right.samples, left.samples);
          }
        });
    return found.size() > MOST ? found.subList(0, MOST) : found;
  }

  private Map<MethodCode, Integer> counts() {
    Map<MethodCode, Integer> counts = new HashMap<MethodCode, Integer>();
    for (RequestStack stack : stacks) {
      Set<MethodCode> ofStack = new HashSet<MethodCode>();
      for (Step step : stack.steps) {
        if (ofStack.add(step.method)) {
          Integer count = counts.get(step.method);
          counts.put(step.method, stack.samples + (count == null ? 0 : count));
        }
      }
    }
    return counts;
  }
}
