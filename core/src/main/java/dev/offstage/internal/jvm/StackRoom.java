package dev.offstage.internal.jvm;

/**
 * Asks for stack before steps that must not stop half-way. Near the end of the stack any call can
 * throw a StackOverflowError, also one between claiming a place in a queue and filling it, for
 * which all others would wait for ever. It is thrown here instead, before anything has begun.
 */
public final class StackRoom {
  // In frames, which are several times as large until they are compiled; so is what they are for.
  private static final int CALLS = 40;

  private static final int NESTED = 100;
  private static final int LOGGER = 500;

  private StackRoom() {}

  /**
   * Throws a StackOverflowError if there is not enough for steps that call a lock, or start a
   * thread.
   */
  public static void askForCalls() {
    ask(CALLS);
  }

  /** As {@link #askForCalls()}, for steps that ask for calls themselves. */
  public static void askForNestedCalls() {
    ask(NESTED);
  }

  /**
   * As {@link #askForCalls()}, for a logger: one that is stopped half-way may keep the lock of
   * System.err, or a class of it may be refused for good.
   */
  public static void askForLogger() {
    ask(LOGGER);
  }

  private static void ask(int frames) {
    if (down(frames, 1, 2, 3, 4) < 0) {
      throw new IllegalStateException("not to be reached");
    }
  }

  /** Calls itself, so a compiler does not inline it. */
  private static long down(int frames, long a, long b, long c, long d) {
    return frames == 0 ? a + b + c + d : 1 + down(frames - 1, b, c, d, a);
  }

  /**
   * Throws a StackOverflowError if there is not enough for some plain steps. Where those are
   * compiled they call nothing, and this is nothing, either.
   */
  public static void ask() {
    one(1, 2, 3, 4, 5, 6, 7, 8);
  }

  private static long one(long a, long b, long c, long d, long e, long f, long g, long h) {
    return two(b, c, d, e, f, g, h, a);
  }

  private static long two(long a, long b, long c, long d, long e, long f, long g, long h) {
    return three(b, c, d, e, f, g, h, a);
  }

  private static long three(long a, long b, long c, long d, long e, long f, long g, long h) {
    return four(b, c, d, e, f, g, h, a);
  }

  private static long four(long a, long b, long c, long d, long e, long f, long g, long h) {
    return five(b, c, d, e, f, g, h, a);
  }

  private static long five(long a, long b, long c, long d, long e, long f, long g, long h) {
    return six(b, c, d, e, f, g, h, a);
  }

  private static long six(long a, long b, long c, long d, long e, long f, long g, long h) {
    return seven(b, c, d, e, f, g, h, a);
  }

  private static long seven(long a, long b, long c, long d, long e, long f, long g, long h) {
    return eight(b, c, d, e, f, g, h, a);
  }

  private static long eight(long a, long b, long c, long d, long e, long f, long g, long h) {
    return nine(b, c, d, e, f, g, h, a);
  }

  private static long nine(long a, long b, long c, long d, long e, long f, long g, long h) {
    return a + b + c + d + e + f + g + h;
  }
}
