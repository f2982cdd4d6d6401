package dev.offstage.benchmarks.startup;

import java.lang.instrument.Instrumentation;

/** An agent that looks at nothing: what the JVM's own part costs. */
public final class NoopAgent {
  private NoopAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {}
}
