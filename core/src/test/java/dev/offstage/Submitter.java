package dev.offstage;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One thread of an {@link IdentityRun}: hands tasks over that end in all ways, as another user
 * each.
 */
final class Submitter implements Runnable {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final ThreadLocal<String> LEFT = new ThreadLocal<>();
  private static final int USERS = 7;
  private static final int WAITED_FOR = 40;

  private final IdentityRun run;
  private final int number;
  private final int tasks;
  private final Random random;

  Submitter(IdentityRun run, int number, int tasks) {
    this.run = run;
    this.number = number;
    this.tasks = tasks;
    this.random = new Random(number);
  }

  @Override
  public void run() {
    // The pools' threads start while this is set.
    INHERITABLE.set("submitter " + number);
    for (int i = 0; i < tasks; i++) {
      String user = i % USERS == 0 ? null : "user-" + number + "-" + i % USERS;
      Identity.become(user);
      try {
        boolean waitedFor = random.nextInt(WAITED_FOR) == 0;
        if (waitedFor) {
          handOverAndMeet(user, random.nextBoolean());
        } else {
          handOver(user, random.nextInt(8));
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      checkCaller(user);
    }
    Identity.become(null);
    INHERITABLE.remove();
  }

  private void checkCaller(String user) {
    if (!Identity.is(user)) {
      run.changedCallers.increment();
    }
    // Of a task that this thread ran and that was cancelled, or threw an InterruptedException.
    Thread.interrupted();
  }

  private void handOver(String user, int way) {
    Pool pool = random.nextBoolean() ? run.refusing : run.helping;
    switch (way) {
      case 0:
        submit(pool, user, () -> null);
        break;
      case 1:
        submit(pool, user, () -> thrown(new IOException("checked")));
        break;
      case 2:
        submit(pool, user, () -> thrown(new IllegalStateException("unchecked")));
        break;
      case 3:
        submit(pool, user, () -> error(new StackOverflowError("deep")));
        break;
      case 4:
        submit(pool, user, () -> thrown(new InterruptedException("by itself")));
        break;
      case 5:
        // Most are queued, some run or have ended.
        Task<?> task = submit(pool, user, () -> null);
        if (task != null) {
          task.cancel(random.nextBoolean());
        }
        break;
      case 6:
        submit(pool, user, () -> nested(pool, user));
        break;
      default:
        submitVoid(pool, user);
    }
  }

  private static <T> T thrown(Exception e) throws Exception {
    e.setStackTrace(new StackTraceElement[0]);
    throw e;
  }

  private static <T> T error(Error e) {
    throw e;
  }

  /** A task that waits for one that it has handed over as somebody else, or nobody. */
  private Void nested(Pool pool, String user) throws InterruptedException {
    String other = user == null ? "somebody" : null;
    Identity.become(other);
    // The inner one may run on this thread, inside of this one.
    LEFT.remove();
    Task<?> inner = submit(pool, other, () -> null);
    Identity.become(user);
    if (inner != null) {
      inner.join();
    }
    checkCaller(user);
    return null;
  }

  /** Waits until the task runs, then cancels it or gives up on it: only where it has a thread. */
  private void handOverAndMeet(String user, boolean cancel) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Task<?> task =
        submit(
            run.refusing,
            user,
            () -> {
              running.countDown();
              try {
                left.await();
              } finally {
                // Also on the way out of an interrupt.
                checkTask(user + " left behind");
              }
              return null;
            });
    if (task == null) {
      return;
    }
    running.await();
    if (cancel) {
      task.cancel(true);
    } else {
      giveUp(task);
      left.countDown();
    }
  }

  private void giveUp(Task<?> task) throws InterruptedException {
    try {
      if (random.nextBoolean()) {
        task.join(Duration.ofNanos(1));
      } else {
        task.get(1, TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) {
      run.gaveUp.increment();
    } catch (ExecutionException | CancellationException e) {
      throw new AssertionError(e);
    }
  }

  private Task<?> submit(Pool pool, String user, Callable<?> rest) {
    Thread caller = Thread.currentThread();
    return counted(
        user,
        () ->
            pool.call(
                () -> {
                  atWork(user, caller);
                  return rest.call();
                }));
  }

  private void submitVoid(Pool pool, String user) {
    Thread caller = Thread.currentThread();
    boolean fails = random.nextInt(10) == 0;
    counted(
        user,
        () ->
            pool.run(
                () -> {
                  atWork(user, caller);
                  if (fails) {
                    thrown(new IOException("into the log"));
                  }
                }));
  }

  private Task<?> counted(String user, Supplier<Task<?>> handOver) {
    run.submitted.increment();
    try {
      Task<?> task = SubjectTest.as(user, handOver::get);
      run.accepted.increment();
      return task;
    } catch (PoolFullException | PoolClosedException e) {
      // Closed: a task of the last ones hands over its own.
      run.refused.increment();
      return null;
    }
  }

  private void atWork(String user, Thread caller) {
    run.ran.increment();
    checkTask(user);
    if (Thread.currentThread() == caller) {
      run.ranByCaller.increment();
    }
    if (Thread.currentThread().getName().startsWith("offstage-") && INHERITABLE.get() != null) {
      run.inherited.increment();
    }
    if (!Objects.equals(SubjectTest.user(), user)) {
      run.wrongSubjects.increment();
    }
    Identity.leaveBehind(user + " left behind");
    if (Thread.currentThread().getName().startsWith("offstage-")) {
      if (LEFT.get() != null) {
        run.foundLeft.increment();
      }
      LEFT.set(user + " left behind");
    }
  }

  private void checkTask(String user) {
    if (!Identity.is(user)) {
      run.wrongUsers.increment();
    }
  }
}
