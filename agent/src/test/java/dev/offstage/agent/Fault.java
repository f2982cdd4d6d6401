package dev.offstage.agent;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;

/**
 * The one fault in a {@link Round}: every method that {@link Faulty} has changed comes by here
 * first. All loaders see this class through their parent.
 */
public final class Fault {
  /** What is thrown, and when. */
  enum Kind {
    EXCEPTION,
    ERROR,
    /** Only in the second half of the calls, so that something is under way. */
    LATE_ERROR
  }

  private static final class InjectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** No LinkageError, which is caught at more places. */
  private static final class InjectedError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static volatile Fault current = none();
  private static volatile ClassLoader agent;
  private static volatile MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  private final String method;
  private final Kind kind;
  private final int spared;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

  /**
   * @param calls how often the method is called when there is no fault
   */
  Fault(String method, Kind kind, int calls) {
    this.method = method;
    this.kind = kind;
    this.spared = kind == Kind.LATE_ERROR ? calls / 2 : 0;
  }

  /** Only counts the calls. */
  static Fault none() {
    return new Fault("", Kind.EXCEPTION, 0);
  }

  /** From now on this one, and this agent is the one that the library finds. */
  void set(ClassLoader ofAgent) {
    current = this;
    agent = ofAgent;
  }

  static void use(MBeanServer other) {
    server = other;
  }

  /** Whether it strikes at the first call: how many further ones there are may be a race. */
  boolean isAtOnce() {
    return spared == 0;
  }

  String method() {
    return method;
  }

  boolean isIn(Map<String, byte[]> classes) {
    String type = method.substring(0, Math.max(0, method.indexOf('.')));
    return classes.keySet().stream().anyMatch(name -> name.endsWith("." + type));
  }

  Map<String, AtomicInteger> calls() {
    return calls;
  }

  /** How often it has thrown. */
  int strikes() {
    AtomicInteger all = calls.get(method);
    return all == null ? 0 : Math.max(0, all.get() - spared);
  }

  static boolean isInjected(Throwable thrown) {
    return thrown instanceof InjectedException || thrown instanceof InjectedError;
  }

  /** Stands at the head of each method. */
  public static void at(String method) {
    Fault fault = current;
    int before = fault.calls.computeIfAbsent(method, key -> new AtomicInteger()).getAndIncrement();
    if (fault.method.equals(method) && before >= fault.spared) {
      if (fault.kind == Kind.EXCEPTION) {
        throw new InjectedException();
      }
      throw new InjectedError();
    }
  }

  /** Stands for the system's loader, where the library looks for the agent. */
  public static ClassLoader agent() {
    return agent;
  }

  /** Stands for the platform's. */
  public static MBeanServer server() {
    return server;
  }

  @Override
  public String toString() {
    return kind + " in " + method;
  }
}
