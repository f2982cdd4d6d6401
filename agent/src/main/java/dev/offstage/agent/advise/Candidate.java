package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.safety.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A method that was seen in requests, and what was seen of it. */
final class Candidate {
  private static final int MOST_BENEATH = 200;
  private static final int MOST_ABOVE = 500;

  final MethodCode method;
  final boolean isLibrary;

  /** What it calls, directly or not, as far as it was seen. */
  final Set<MethodCode> beneath = new LinkedHashSet<>();

  /** The stacks that lead to it, each from the outermost step to the method itself. */
  final Set<List<Step>> above = new LinkedHashSet<>();

  /** Whether the server or a framework calls it to have the request answered. */
  final boolean isFromServer;

  final int looks;
  final double millis;

  /** In how many requests it was seen at least. */
  final int requests;

  /** Its position in each stack, counted from the outside; -1 if it is not there. */
  private final short[] positions;

  private final List<RequestStack> stacks;

  Candidate(MethodCode method, boolean isLibrary, List<RequestStack> stacks) {
    this.method = method;
    this.isLibrary = isLibrary;
    this.stacks = stacks;
    this.positions = new short[stacks.size()];
    Set<Long> seenIn = new HashSet<>();
    boolean byServer = false;
    int looked = 0;
    double time = 0;
    for (int i = 0; i < positions.length; i++) {
      RequestStack stack = stacks.get(i);
      positions[i] = (short) stack.indexOf(method);
      if (positions[i] >= 0) {
        looked += stack.looks;
        time += stack.seen.millis();
        seenIn.addAll(stack.seen.requests());
        byServer |= stack.steps.get(positions[i]).fromServer;
        addAbove(stack.steps, positions[i]);
        addBeneath(stack.steps, positions[i]);
      }
    }
    this.looks = looked;
    this.millis = time;
    this.requests = seenIn.size();
    this.isFromServer = byServer;
  }

  /** Each call of it in the stack: of a recursion the inner ones, too. */
  private void addAbove(List<Step> steps, int first) {
    for (int i = first; i < steps.size() && above.size() < MOST_ABOVE; i++) {
      if (steps.get(i).method == method) {
        above.add(new ArrayList<>(steps.subList(0, i + 1)));
      }
    }
  }

  private void addBeneath(List<Step> steps, int position) {
    for (Step step : steps.subList(position + 1, steps.size())) {
      if (beneath.size() < MOST_BENEATH) {
        beneath.add(step.method);
      }
    }
  }

  boolean isIn(int stack) {
    return positions[stack] >= 0;
  }

  /**
   * How much time it has inside another method.
   *
   * @param which the stacks that count
   */
  double millisIn(Candidate outer, boolean[] which) {
    double sum = 0;
    for (int i = 0; i < positions.length; i++) {
      if (which[i] && outer.positions[i] >= 0 && positions[i] > outer.positions[i]) {
        sum += stacks.get(i).seen.millis();
      }
    }
    return sum;
  }

  double millisIn(Candidate outer) {
    boolean[] all = new boolean[positions.length];
    Arrays.fill(all, true);
    return millisIn(outer, all);
  }

  /** Whether it has code of its own after the call that leads to the other method. */
  boolean goesOnAfterCallTowards(MethodCode other) {
    for (int i = 0; i < positions.length; i++) {
      List<Step> steps = stacks.get(i).steps;
      if (isIn(i) && stacks.get(i).indexOf(other) > positions[i]) {
        for (Call call : steps.get(positions[i]).callsTo(steps.get(positions[i] + 1).method)) {
          if (call.result != Call.Result.LAST) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return method.signature();
  }
}
