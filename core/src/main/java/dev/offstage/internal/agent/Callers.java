package dev.offstage.internal.agent;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose calls a rule means ({@code from=}): names with {@code *} for any characters but
 * a dot and {@code ..} for any packages in between, commas between them. Immutable.
 */
final class Callers {
  private final List<String> patterns = new ArrayList<>();

  Callers(String text) {
    for (String pattern : text.split(",", -1)) {
      // A slash: nothing, or names that end in a dot.
      patterns.add(pattern.replace("..", "./"));
    }
  }

  /** Whether the redirected method that has come here was called by one of these classes. */
  boolean includeCaller() {
    String caller = StackFrames.search(Callers::callerIn);
    return caller != null && include(caller);
  }

  /** The same for a call that has come only as far as what surrounds the redirected method. */
  boolean includeCallerOf(String method) {
    String caller = StackFrames.search(frames -> callerOf(method, frames));
    return caller != null && include(caller);
  }

  /** The class that has called the proxy of a method. */
  static @Nullable String callerOf(String method, Iterator<StackFrames.Frame> frames) {
    while (frames.hasNext()) {
      StackFrames.Frame frame = frames.next();
      if (!isOurs(frame.type)) {
        return behindProxies(frame, method, frames);
      }
    }
    return null;
  }

  /** Where the proxy of a method was called; null if there is none on the stack. */
  static @Nullable StackTraceElement callOf(String method, StackTraceElement[] trace) {
    boolean passed = false;
    for (StackTraceElement frame : trace) {
      if (passed && !isMade(frame.getClassName())) {
        return frame;
      }
      passed |= isProxy(frame.getClassName()) && frame.getMethodName().equals(method);
    }
    return null;
  }

  /** A class in a class belongs to the outer one. */
  boolean include(String type) {
    for (String pattern : patterns) {
      if (matches(pattern, type)) {
        return true;
      }
    }
    int nested = type.lastIndexOf('$');
    return nested > 0 && include(type.substring(0, nested));
  }

  /**
   * The class whose code has called the method on top. Proxies are passed over, with what they do
   * between their own method of that name and the one that they stand for; and so is reflection.
   */
  static @Nullable String callerIn(Iterator<StackFrames.Frame> frames) {
    StackFrames.Frame method = null;
    while (frames.hasNext() && (method == null || isOurs(method.type))) {
      method = frames.next();
    }
    if (method == null || !frames.hasNext()) {
      return null;
    }
    StackFrames.Frame caller = frames.next();
    return isMade(caller.type) ? behindProxies(caller, method.method, frames) : caller.type;
  }

  /** What is found before the proxy's own method is between the two; without one, it called. */
  private static @Nullable String behindProxies(
      StackFrames.Frame first, String method, Iterator<StackFrames.Frame> frames) {
    String between = null;
    boolean passed = isProxyOf(first, method);
    while (frames.hasNext()) {
      StackFrames.Frame frame = frames.next();
      if (passed && !isMade(frame.type)) {
        return frame.type;
      }
      passed |= isProxyOf(frame, method);
      if (between == null && !isMade(frame.type)) {
        between = frame.type;
      }
    }
    return passed ? null : between;
  }

  private static boolean isProxyOf(StackFrames.Frame frame, String method) {
    return isProxy(frame.type) && frame.method.equals(method);
  }

  private static boolean isOurs(String type) {
    return type.startsWith("dev.offstage.internal.") || type.startsWith("java.lang.invoke.");
  }

  private static boolean isMade(String type) {
    return isProxy(type)
        || type.startsWith("java.lang.reflect.")
        || type.startsWith("java.lang.invoke.")
        || type.startsWith("sun.reflect.")
        || type.startsWith("jdk.internal.reflect.");
  }

  private static boolean isProxy(String type) {
    // Scala has two dollars in the names of what it compiles.
    return (type.contains("$$") && !type.contains("$$anon"))
        || type.contains("CGLIB")
        || type.contains("$Proxy");
  }

  /** Goes through the name once, tracking all places in the pattern that it may have reached. */
  private static boolean matches(String pattern, String name) {
    int length = pattern.length();
    boolean[] places = new boolean[length + 1];
    places[0] = true;
    passEmpty(pattern, places, '*');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      for (int place = length; place >= 0; place--) {
        places[place] =
            (place < length && places[place] && stays(pattern.charAt(place), c))
                || (place > 0 && places[place - 1] && pattern.charAt(place - 1) == c);
      }
      passEmpty(pattern, places, c);
    }
    return places[length];
  }

  private static boolean stays(char wildcard, char c) {
    return wildcard == '/' || (wildcard == '*' && c != '.');
  }

  private static void passEmpty(String pattern, boolean[] places, char last) {
    for (int place = 0; place < pattern.length(); place++) {
      char wildcard = pattern.charAt(place);
      if (places[place] && (wildcard == '*' || (wildcard == '/' && last == '.'))) {
        places[place + 1] = true;
      }
    }
  }
}
