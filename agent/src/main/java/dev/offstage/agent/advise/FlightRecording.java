package dev.offstage.agent.advise;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the JDK's Flight Recorder, read with the JDK's own reader, which not every Java 8 has:
 * by reflection. Not thread-safe.
 */
final class FlightRecording implements Closeable {
  private static final String READER = "jdk.jfr.consumer.RecordingFile";

  /** One of its events. */
  static final class Event {
    private final Object event;

    private Event(Object event) {
      this.event = event;
    }

    String type() throws IOException {
      return (String) call(call(event, "getEventType"), "getName");
    }

    /** The innermost call first; empty where there is none, or it is cut off. */
    StackTraceElement[] stack() throws IOException {
      Object trace = callOrNull(event, "getStackTrace");
      if (trace == null || isCut()) {
        return new StackTraceElement[0];
      }
      List<?> frames = (List<?>) call(trace, "getFrames");
      StackTraceElement[] stack = new StackTraceElement[frames.size()];
      for (int i = 0; i < stack.length; i++) {
        Object method = call(frames.get(i), "getMethod");
        stack[i] =
            new StackTraceElement(
                (String) call(call(method, "getType"), "getName"),
                (String) call(method, "getName"),
                null,
                (Integer) call(frames.get(i), "getLineNumber"));
      }
      return stack;
    }

    /** Whether there are more calls outside of those that were recorded. */
    boolean isCut() throws IOException {
      Object trace = callOrNull(event, "getStackTrace");
      return trace != null && (Boolean) call(trace, "isTruncated");
    }

    /** What it says of one of its fields; null if it has none of that name. */
    @Nullable Object value(String field) throws IOException {
      return (Boolean) call(event, "hasField", field) ? callOrNull(event, "getValue", field) : null;
    }

    /** The number of the thread that it is about; 0 if it is about none. */
    long thread() throws IOException {
      Object sampled = value("sampledThread");
      Object thread = sampled == null ? value("eventThread") : sampled;
      return thread == null ? 0 : (Long) call(thread, "getJavaThreadId");
    }

    double millis() throws IOException {
      return ((Duration) call(event, "getDuration")).toNanos() / 1e6;
    }

    /** In nanoseconds since 1970. */
    long start() throws IOException {
      Instant start = (Instant) call(event, "getStartTime");
      return start.getEpochSecond() * 1_000_000_000L + start.getNano();
    }
  }

  private final Object file;

  private FlightRecording(Object file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is none, or this Java has no reader
   */
  static FlightRecording open(File file) throws IOException {
    try {
      Class<?> reader = Class.forName(READER);
      return new FlightRecording(reader.getConstructor(Path.class).newInstance(file.toPath()));
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "this java ("
              + System.getProperty("java.version")
              + ") cannot read recordings; use a JDK 11 or newer, or 8u262 or newer",
          e);
    } catch (InvocationTargetException e) {
      throw new IOException(file + " is no recording: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("this java reads recordings in a way of its own: " + e, e);
    }
  }

  /** The next event; null if there is none. */
  @Nullable Event next() throws IOException {
    return (Boolean) call(file, "hasMoreEvents") ? new Event(call(file, "readEvent")) : null;
  }

  private static Object call(Object object, String method, Object... arguments) throws IOException {
    Object result = callOrNull(object, method, arguments);
    if (result == null) {
      throw new IOException("the recording is broken: " + method + " says nothing");
    }
    return result;
  }

  private static @Nullable Object callOrNull(Object object, String method, Object... arguments)
      throws IOException {
    try {
      Class<?>[] types = new Class<?>[arguments.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = arguments[i].getClass();
      }
      Method found = object.getClass().getMethod(method, types);
      return found.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw new IOException("the recording is broken: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("this java reads recordings in a way of its own: " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    ((Closeable) file).close();
  }
}
