package dev.offstage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;

/** Many tasks for alternating users, from several threads, through two small pools. */
final class IdentityRun implements TaskListener {
  static final int SUBMITTERS = 4;
  private static final Duration LONG = Duration.ofMinutes(1);

  /** One pool refuses what it has no room for, the other has its callers run it. */
  final Pool refusing;

  final Pool helping;

  /** What the tasks and their submitters count. */
  final LongAdder submitted = new LongAdder();

  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder ran = new LongAdder();
  final LongAdder ranByCaller = new LongAdder();
  final LongAdder gaveUp = new LongAdder();
  final LongAdder wrongUsers = new LongAdder();
  final LongAdder inherited = new LongAdder();
  final LongAdder wrongSubjects = new LongAdder();
  final LongAdder foundLeft = new LongAdder();
  final LongAdder changedCallers = new LongAdder();

  /** What the library tells. */
  final LongAdder heardQueued = new LongAdder();

  final LongAdder heardEnded = new LongAdder();
  final LongAdder heardRejected = new LongAdder();

  private IdentityRun(String threads) {
    refusing = Pool.builder("refusing").size(3).queue(40).threads(threads).build();
    helping =
        Pool.builder("helping")
            .size(2)
            .queue(10)
            .threads(threads)
            .whenFull(WhenFull.callerRuns())
            .build();
  }

  /** Submits as many tasks and waits for the end of all. */
  static IdentityRun of(String threads, int tasks) throws Exception {
    IdentityRun run = new IdentityRun(threads);
    Offstage.addListener(run);
    List<FutureTask<Void>> submitters = new ArrayList<>();
    for (int i = 0; i < SUBMITTERS; i++) {
      Submitter submitter = new Submitter(run, i, tasks / SUBMITTERS);
      submitters.add(new FutureTask<>(submitter, null));
      new Thread(submitters.get(i), "submitter-" + i).start();
    }
    try {
      for (FutureTask<Void> submitter : submitters) {
        submitter.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a submitter broke off", e.getCause());
    } finally {
      run.refusing.close();
      run.helping.close();
    }
    if (!run.refusing.join(LONG) || !run.helping.join(LONG)) {
      throw new AssertionError("tasks are left: " + run);
    }
    return run;
  }

  long succeeded() {
    return refusing.counts().succeeded() + helping.counts().succeeded();
  }

  long failed() {
    return refusing.counts().failed() + helping.counts().failed();
  }

  long cancelled() {
    return refusing.counts().cancelled() + helping.counts().cancelled();
  }

  long rejected() {
    return refusing.counts().rejected() + helping.counts().rejected();
  }

  @Override
  public void queued(Task<?> task) {
    heardQueued.increment();
  }

  @Override
  public void succeeded(Task<?> task) {
    heardEnded.increment();
  }

  @Override
  public void failed(Task<?> task, Throwable error) {
    heardEnded.increment();
  }

  @Override
  public void cancelled(Task<?> task) {
    heardEnded.increment();
  }

  @Override
  public void rejected(Task<?> task) {
    heardRejected.increment();
  }

  @Override
  public String toString() {
    return submitted
        + " tasks, "
        + wrongUsers
        + " saw another user's values, "
        + wrongSubjects
        + " ran as another JAAS subject, "
        + inherited
        + " inherited any, "
        + foundLeft
        + " found a thread-local of the task before, "
        + changedCallers
        + " callers lost or changed theirs: "
        + accepted
        + " accepted ("
        + succeeded()
        + " succeeded, "
        + failed()
        + " failed, "
        + cancelled()
        + " cancelled), "
        + rejected()
        + " rejected; "
        + ran
        + " ran, "
        + ranByCaller
        + " of them by their callers; "
        + gaveUp
        + " waiters gave up";
  }
}
