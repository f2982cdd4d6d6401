package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.safety.Step;
import java.util.List;

/** The calls of a request, the outermost first, and how often they were seen like that. */
final class RequestStack {
  final String url;
  final List<Step> steps;
  final Seen seen;
  final int looks;

  RequestStack(String url, List<Step> steps, Seen seen) {
    this.url = url;
    this.steps = steps;
    this.seen = seen;
    this.looks = seen.looks();
  }

  /** The outermost call of a method, or -1. */
  int indexOf(MethodCode method) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).method == method) {
        return i;
      }
    }
    return -1;
  }
}
