package dev.offstage.internal.task;

import dev.offstage.BoundArguments;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where work was handed over: what a task is called by default and what the log says when it fails.
 *
 * <p>Walking the stack costs more than a whole hand-over, so {@link Source} does it as rarely as
 * the answer allows.
 */
public final class Origin {
  // Classes that hand over for others, beside those of dev.offstage.internal. Layers above add
  // theirs.
  private static final Set<String> OURS = ConcurrentHashMap.newKeySet();

  static {
    OURS.addAll(
        Arrays.asList(
            "dev.offstage.Offstage",
            "dev.offstage.Pool",
            "dev.offstage.Task",
            "dev.offstage.TaskBuilder",
            "dev.offstage.TaskDraft"));
  }

  private static final ClassValue<Source> SOURCES =
      new ClassValue<Source>() {
        @Override
        protected Source computeValue(Class<?> type) {
          return Source.ofWork(type);
        }
      };

  // For classes of other loaders, which may live longer than this library's own. A Source knows
  // nothing of its class but names.
  private static final Map<Class<?>, Source> FOREIGN =
      Collections.synchronizedMap(new WeakHashMap<>());

  // What was handed over lately, by the hash of its class: of this library's own loader only, so
  // that it keeps no other. Races only look it up once more.
  private static final Source[] RECENT = new Source[64];

  private static final Source ELSEWHERE = new Source("elsewhere", null, trace -> null);

  private final Source source;
  private final String name;
  private final @Nullable StackTraceElement place;

  private Origin(Source source, String name, @Nullable StackTraceElement place) {
    this.source = source;
    this.name = name;
    this.place = place;
  }

  /** That of work which is handed over now, on this thread. */
  public static Origin of(Object work) {
    Class<?> type = work.getClass();
    int index = type.hashCode() & (RECENT.length - 1);
    Source recent = RECENT[index];
    if (recent != null && recent.type == type) {
      return recent.here();
    }
    if (work instanceof BoundArguments) {
      return of(((BoundArguments) work).target());
    }
    // What is kept with a class of a longer life would keep this library after its webapp.
    boolean own = type.getClassLoader() == Origin.class.getClassLoader();
    if (!own) {
      return FOREIGN.computeIfAbsent(type, Source::ofWork).here();
    }
    Source source = SOURCES.get(type);
    source.type = type;
    RECENT[index] = source;
    return source.here();
  }

  /** That of a task which was handed over in another process, or before this one. */
  public static Origin elsewhere(String name) {
    return new Origin(ELSEWHERE, name, null);
  }

  /** Says that a class hands over for others: the place is where it is called. */
  public static void passOver(Class<?>... types) {
    for (Class<?> type : types) {
      OURS.add(type.getName());
    }
  }

  /** The same under a name that was given to it. */
  public Origin renamed(String newName) {
    return new Origin(source, newName, place);
  }

  public String name() {
    return name;
  }

  /** For the log: where the work was handed over, as far as it is known. */
  public String place() {
    if (source == ELSEWHERE) {
      return "(another process)";
    }
    return place == null ? "(not recorded; the next calls record it)" : place.toString();
  }

  /** Makes the next hand-overs record their place. */
  void failed() {
    source.failed();
  }

  /**
   * What is known of one class of work, or of one redirected method.
   *
   * <p>A lambda or anonymous class is written at one place: if that is where it is handed over, it
   * is looked up once. For anything else the stack is walked for the first {@value #WALKS}
   * hand-overs, and again after each failure: where things go wrong the place is known, and where
   * they do not it costs nothing.
   */
  public static final class Source {
    static final int WALKS = 100;

    // Set for classes of this library's own loader.
    private @Nullable Class<?> type;
    private final String name;
    private final @Nullable String writtenIn;
    private final Function<StackTraceElement[], @Nullable StackTraceElement> callIn;
    // Races on these two only walk the stack once more or once less.
    private int walks = WALKS;
    private @Nullable Origin known;

    private Source(
        String name,
        @Nullable String writtenIn,
        Function<StackTraceElement[], @Nullable StackTraceElement> callIn) {
      this.name = name;
      this.writtenIn = writtenIn;
      this.callIn = callIn;
    }

    static Source ofWork(Class<?> type) {
      String full = type.getName();
      boolean oneOfAKind = type.isSynthetic() || type.isAnonymousClass();
      String host =
          oneOfAKind && full.indexOf('$') > 0 ? full.substring(0, full.indexOf('$')) : null;
      return new Source(simple(host == null ? full : host), host, trace -> foreign(0, trace));
    }

    /** A redirected method: its own frame is on top of its caller's. */
    public static Source ofMethod(String name) {
      return ofMethod(name, trace -> foreign(1, trace));
    }

    /**
     * The same where more lies between.
     *
     * @param callIn finds the frame of the call, null if there is none
     */
    public static Source ofMethod(
        String name, Function<StackTraceElement[], @Nullable StackTraceElement> callIn) {
      return new Source(name, null, callIn);
    }

    public String name() {
      return name;
    }

    /** The origin of a hand-over that happens now, on this thread. */
    public Origin here() {
      Origin origin = known;
      return origin != null ? origin : walk();
    }

    private Origin walk() {
      // StackWalker would be quicker, but is not there on Java 8.
      StackTraceElement place = callIn.apply(new Throwable().getStackTrace());
      if (place != null && writtenIn != null && isIn(writtenIn, place.getClassName())) {
        String line = simple(place.getClassName()) + "." + place.getMethodName();
        known = new Origin(this, line + ":" + place.getLineNumber(), place);
        return known;
      }
      if (--walks <= 0) {
        known = new Origin(this, name, null);
      }
      return new Origin(this, name, place);
    }

    private void failed() {
      walks = WALKS;
      if (known != null && known.place == null) {
        known = null;
      }
    }

    private static boolean isIn(String host, String type) {
      return type.equals(host) || type.startsWith(host + "$");
    }

    private static String simple(String type) {
      return type.substring(type.lastIndexOf('.') + 1);
    }

    private static @Nullable StackTraceElement foreign(int skip, StackTraceElement[] trace) {
      int left = skip;
      for (StackTraceElement frame : trace) {
        String type = frame.getClassName();
        boolean ours =
            type.startsWith("dev.offstage.internal.")
                || type.startsWith("java.util.concurrent.")
                || OURS.contains(
                    type.indexOf('$') < 0 ? type : type.substring(0, type.indexOf('$')));
        if (!ours && left-- == 0) {
          return frame;
        }
      }
      return null;
    }
  }
}
