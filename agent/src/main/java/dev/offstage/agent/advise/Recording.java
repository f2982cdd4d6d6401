package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.ClassSource;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes samples from a recording: a look at a running thread stands for the time between two looks,
 * an event of waiting for as long as that took.
 */
public final class Recording {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final List<String> WAITS =
      Arrays.asList(
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.FileForce",
          "jdk.ThreadSleep",
          "jdk.ThreadPark",
          "jdk.JavaMonitorWait",
          "jdk.JavaMonitorEnter");
  private static final double USUAL_PERIOD = 20;

  private final File file;
  private final Samples samples = new Samples();

  /** For each thread the moments at which it was in no request. */
  private final Map<Long, List<Long>> pauses = new HashMap<>();

  private double period = USUAL_PERIOD;
  private int cut;

  private Recording(File file) {
    this.file = file;
  }

  /**
   * Finds the methods that are worth redirecting.
   *
   * @param source the applications that ran
   * @param own the beginnings of the names that are the application's in any case
   * @throws IOException if the file is no recording, or this Java cannot read it
   */
  public static AdviceReport advise(File file, ClassSource source, Collection<String> own)
      throws IOException {
    Recording recording = new Recording(file);
    recording.readPauses();
    recording.readSamples();
    List<String> notes = new ArrayList<>();
    if (recording.cut > 0) {
      notes.add(
          recording.cut
              + " events are left out, since the recording has only the inner part of their stacks:"
              + " record with -XX:FlightRecorderOptions=stackdepth=512.");
    }
    notes.add(
        "A recording has no URLs and shows waits from its threshold on: 20 ms, or 10 ms with"
            + " settings=profile.");
    return Analysis.prepare(recording.samples, source, own)
        .report(Collections.<String, UrlStats>emptyMap(), notes);
  }

  private static boolean isOfUse(String type) {
    return type.equals(SAMPLE) || WAITS.contains(type);
  }

  private void readPauses() throws IOException {
    try (FlightRecording recording = FlightRecording.open(file)) {
      for (FlightRecording.Event event = recording.next();
          event != null;
          event = recording.next()) {
        String type = event.type();
        if (type.equals("jdk.ActiveSetting")) {
          readSetting(event);
        } else if (isOfUse(type) && !event.isCut() && RequestPart.of(event.stack()) == null) {
          pauses.computeIfAbsent(event.thread(), thread -> new ArrayList<>()).add(event.start());
        }
      }
    }
    for (List<Long> moments : pauses.values()) {
      Collections.sort(moments);
    }
  }

  /** The shortest period is that of samples: other settings of the name are for whole chunks. */
  private void readSetting(FlightRecording.Event event) throws IOException {
    String value = String.valueOf(event.value("value"));
    if ("period".equals(event.value("name")) && value.matches("\\d+ ms")) {
      double millis = Double.parseDouble(value.replace(" ms", ""));
      period = millis > 0 ? Math.min(period, millis) : period;
    }
  }

  private void readSamples() throws IOException {
    try (FlightRecording recording = FlightRecording.open(file)) {
      for (FlightRecording.Event event = recording.next();
          event != null;
          event = recording.next()) {
        String type = event.type();
        if (isOfUse(type)) {
          cut += event.isCut() ? 1 : 0;
          samples.add(
              event.stack(), "", request(event), type.equals(SAMPLE) ? period : event.millis());
        }
      }
    }
  }

  /** One request ends, and the next begins, where the thread was seen to do something else. */
  private long request(FlightRecording.Event event) throws IOException {
    List<Long> moments = pauses.getOrDefault(event.thread(), Collections.<Long>emptyList());
    int found = Collections.binarySearch(moments, event.start());
    return event.thread() * 1_000_003L + (found < 0 ? -1 - found : found);
  }
}
