package dev.offstage.agent.advise;

import java.util.List;

/** The calls of a request, the outermost first, and how often they were seen like that. */
final class RequestStack {
  final List<Step> steps;
  final int samples;

  RequestStack(List<Step> steps, int samples) {
    this.steps = steps;
    this.samples = samples;
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
