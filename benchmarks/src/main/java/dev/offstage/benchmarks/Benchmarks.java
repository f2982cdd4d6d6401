package dev.offstage.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How everything is measured: the time of a batch of tasks, of which {@link Report} takes the
 * median and divides it. A batch is so short that few of them are interrupted by what else the
 * machine does; an average would have that inside. {@link Main} runs the forks, one of each in a
 * round.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = Benchmarks.ROUNDS,
    jvmArgs = {
      "-Xms1g",
      "-Xmx1g",
      "-XX:+UseG1GC",
      "-Doffstage.pool.size=1",
      "-Doffstage.pool.queue=" + Benchmarks.CAPACITY,
      "-Doffstage.drain=0s"
    })
public abstract class Benchmarks {
  static final int ROUNDS = 5;

  /** How many tasks are handed over in one invocation. */
  static final int BATCH = 10_000;

  /** How many tasks wait at most, everywhere. */
  static final int CAPACITY = 1 << 16;

  Benchmarks() {}
}
