package dev.offstage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The control: the contract is the JDK's. */
class ThreadPoolExecutorContractTest extends ExecutorServiceContract {
  @Override
  ExecutorService make(int threads, int queue) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(queue),
        work -> {
          Thread thread = new Thread(work);
          // What the tests throw is not for the console.
          thread.setUncaughtExceptionHandler((ending, thrown) -> {});
          return thread;
        });
  }
}
