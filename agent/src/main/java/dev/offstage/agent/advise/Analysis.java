package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Place;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.safety.Safety;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes advice out of samples. */
final class Analysis {
  /** A smaller part of the requests' time is not worth a rule. */
  static final double LEAST_SHARE = 0.05;

  /** Nor is so little time of one request, where requests are counted. */
  private static final double LEAST_MILLIS = 10;

  private final Samples samples;
  private final Program program;
  private final Map<String, String> texts;
  private final Safety safety;
  private final Candidates candidates;
  private final double millis;

  private Analysis(
      Samples samples,
      Program program,
      Map<String, String> texts,
      Safety safety,
      Candidates candidates,
      double millis) {
    this.samples = samples;
    this.program = program;
    this.texts = texts;
    this.safety = safety;
    this.candidates = candidates;
    this.millis = millis;
  }

  /**
   * Reads the code that was seen, and all of the application around it.
   *
   * @param own the beginnings of the names that are the application's in any case
   */
  static Analysis prepare(Samples samples, ClassSource source, Collection<String> own)
      throws IOException {
    Origins origins = new Origins(source, own);
    List<List<String>> seen = new ArrayList<>();
    double millis = 0;
    for (SeenStack stack : samples.stacks()) {
      seen.add(stack.types());
      millis += stack.seen.millis();
    }
    origins.settle(seen);
    Program program = new Program(source, origins);
    Set<String> names = names(samples, source, origins);
    program.index(names);
    Map<String, String> texts = source.texts();
    return new Analysis(
        samples,
        program,
        texts,
        new Safety(program, names, texts),
        Candidates.of(samples.stacks(), program),
        millis);
  }

  /** What is thought of each method that takes at least this share of the time. */
  List<Assessment> assessments(double leastShare) {
    Assessor assessor = new Assessor(program, safety);
    List<Assessment> assessments = new ArrayList<>();
    for (Candidate candidate : candidates.withMillis(millis * leastShare)) {
      assessments.add(assessor.assess(candidate));
    }
    return assessments;
  }

  /**
   * Finds the methods that are worth redirecting.
   *
   * @param stats how many requests each URL had, as far as they were counted
   * @param notes what is known about the samples
   */
  AdviceReport report(Map<String, UrlStats> stats, List<String> notes) {
    List<RequestStack> stacks = candidates.stacks();
    UrlTable urls = UrlTable.of(samples, stacks, new Servlets(program, texts), stats);
    List<Assessment> worthIt = new ArrayList<>();
    for (Assessment assessment : assessments(LEAST_SHARE)) {
      boolean isQuick = urls.mostMillisOfOne(assessment.candidate) < LEAST_MILLIS;
      worthIt.add(
          isQuick && assessment.isEligible()
              ? Assessment.refused(
                  assessment.candidate, "it takes too little time to be handed over")
              : assessment);
    }
    Choice choice = Choice.of(worthIt, stacks, millis * LEAST_SHARE);
    List<Advice> advices = new ArrayList<>();
    for (Assessment assessment : choice.list()) {
      advices.add(advice(assessment, choice, millis));
    }
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(Notes.of(samples, program, millis, advices.isEmpty()));
    return new AdviceReport(samples.looks(), null, allNotes, urls.rows(choice.list()), advices);
  }

  private static Set<String> names(Samples samples, ClassSource source, Origins origins)
      throws IOException {
    Set<Place> places = new HashSet<>();
    Set<String> names = new TreeSet<>();
    for (String type : samples.types()) {
      if (origins.of(type) == Origin.APPLICATION) {
        places.add(source.place(type));
        names.add(type);
      }
    }
    names.addAll(source.names(places));
    return names;
  }

  private static Advice advice(Assessment assessment, Choice choice, double millis) {
    List<String> caveats = new ArrayList<>(assessment.caveats);
    for (Assessment outer : choice.around(assessment)) {
      caveats.add(
          "It runs inside "
              + outer.candidate.method.signature()
              + ": a rule for one of the two is enough.");
    }
    for (Assessment caller : choice.goingOnAfter(assessment)) {
      caveats.add(
          "Its caller "
              + caller.candidate.method.signature()
              + " goes on before it is done; a rule for that method covers both.");
    }
    return new Advice(
        assessment.candidate.method.signature(),
        Math.round(assessment.candidate.millis),
        millis == 0 ? 0 : assessment.candidate.millis / millis,
        assessment.rule,
        assessment.refusal,
        caveats);
  }
}
