package dev.offstage.agent.advise;

import dev.offstage.agent.weave.ClassFiles;
import java.util.ArrayList;
import java.util.List;

/** Makes advice out of samples. */
final class Analysis {
  /** A smaller part of the requests' time is not worth a rule. */
  static final double LEAST_SHARE = 0.05;

  private static final int FEW_SAMPLES = 50;

  private Analysis() {}

  /**
   * Finds the methods that are worth redirecting.
   *
   * @param notes what is known about the samples
   */
  static AdviceReport of(Samples samples, LoadedTypes types, List<String> notes) {
    try (ClassFiles files = new ClassFiles()) {
      return of(samples, types, notes, new Code(files));
    }
  }

  private static AdviceReport of(
      Samples samples, LoadedTypes types, List<String> notes, Code code) {
    int requests = samples.requests();
    Candidates candidates = new Candidates(samples, types, code);
    int least = Math.max(1, (int) Math.ceil(requests * LEAST_SHARE));
    List<Assessment> assessments = new ArrayList<Assessment>();
    for (Candidate candidate : candidates.withSamples(least)) {
      assessments.add(Assessment.of(candidate, code));
    }
    Choice choice = new Choice(assessments, candidates.stacks(), least);
    List<Advice> advices = new ArrayList<Advice>();
    for (Assessment assessment : choice.list()) {
      advices.add(advice(assessment, choice, requests));
    }
    List<String> allNotes = new ArrayList<String>(notes);
    allNotes.addAll(notes(samples, advices.isEmpty()));
    return new AdviceReport(requests, null, allNotes, advices);
  }

  private static Advice advice(Assessment assessment, Choice choice, int requests) {
    List<String> caveats = new ArrayList<String>(assessment.caveats);
    for (Assessment outer : choice.around(assessment)) {
      caveats.add(
          "runs inside "
              + outer.candidate.method.signature()
              + ": a rule for one of the two is enough");
    }
    for (Assessment caller : choice.goingOnAfter(assessment)) {
      caveats.add(
          "is called by "
              + caller.candidate.method.signature()
              + ", which takes the same time and does more after the call, which would then come"
              + " too early; a rule for that method covers both");
    }
    return new Advice(
        assessment.candidate.method.signature(),
        assessment.candidate.samples,
        requests,
        assessment.rule,
        assessment.refusal,
        caveats);
  }

  private static List<String> notes(Samples samples, boolean isEmpty) {
    List<String> notes = new ArrayList<String>();
    int requests = samples.requests();
    if (requests == 0) {
      notes.add(
          "No request was seen: watch while the server is busy. Requests on virtual threads are"
              + " not seen.");
    } else if (requests < FEW_SAMPLES) {
      notes.add(
          "Requests were seen only " + requests + " times: watch longer, or under more load.");
    }
    if (requests > 0 && isEmpty) {
      notes.add(
          "No method of the application takes "
              + Math.round(LEAST_SHARE * 100)
              + " % of the requests' time.");
    }
    if (samples.leftOut() > 0) {
      notes.add(
          samples.leftOut()
              + " further samples are left out of the figures: their stacks were too different to"
              + " be kept.");
    }
    return notes;
  }
}
