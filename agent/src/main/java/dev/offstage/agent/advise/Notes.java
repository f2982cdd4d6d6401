package dev.offstage.agent.advise;

import dev.offstage.agent.Count;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a reader has to know about the figures. */
final class Notes {
  private static final int FEW_LOOKS = 50;

  private Notes() {}

  static List<String> of(Samples samples, Program program, double millis, boolean isEmpty) {
    List<String> notes = new ArrayList<>();
    int looks = samples.looks();
    if (looks == 0) {
      notes.add(
          "No request was seen: watch while the server is busy. Requests on virtual threads are"
              + " not seen.");
    } else if (looks < FEW_LOOKS) {
      notes.add(
          "Requests were seen only "
              + Count.of(looks, "time")
              + ": watch longer, or under more load.");
    }
    if (looks > 0 && isEmpty) {
      notes.add(
          "No method of the application takes "
              + Math.round(Analysis.LEAST_SHARE * 100)
              + " % of the requests' time.");
    }
    addServer(samples, program, millis, notes);
    if (!program.isComplete()) {
      notes.add(
          "The application has more classes than were looked through, so no method is called"
              + " safe.");
    }
    if (samples.leftOut() > 0) {
      notes.add(
          "Left out of the figures: "
              + Count.of(samples.leftOut(), "sample")
              + " more, too different from those that are kept.");
    }
    return notes;
  }

  /** How much of the time is spent outside of everything that was taken for the application's. */
  private static void addServer(
      Samples samples, Program program, double millis, List<String> notes) {
    double sum = 0;
    Map<String, Double> packages = new HashMap<>();
    for (SeenStack stack : samples.stacks()) {
      String innermost = "";
      boolean isServers = true;
      for (String type : stack.types()) {
        isServers &= program.origin(type) != Origin.APPLICATION;
        innermost = Names.is("platform", type) ? innermost : type;
      }
      if (isServers) {
        sum += stack.seen.millis();
        packages.merge(packageOf(innermost), stack.seen.millis(), Double::sum);
      }
    }
    long percent = millis == 0 ? 0 : Math.round(100 * sum / millis);
    if (percent > 0) {
      String most = "";
      for (Map.Entry<String, Double> entry : packages.entrySet()) {
        most =
            most.isEmpty() || entry.getValue() > packages.getOrDefault(most, 0.0)
                ? entry.getKey()
                : most;
      }
      notes.add(
          percent
              + " % of the requests' time lies in code that is taken for the server's or a"
              + " framework's"
              + (most.isEmpty()
                  ? "."
                  : ", most of it in "
                      + most
                      + "; --app PREFIX says that names with this beginning are the"
                      + " application's."));
    }
  }

  /** At most three levels of it. */
  private static String packageOf(String type) {
    String[] parts = type.split("\\.", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(3, parts.length - 1); i++) {
      text.append(i == 0 ? "" : ".").append(parts[i]);
    }
    return text.toString();
  }
}
