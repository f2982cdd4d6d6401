package dev.offstage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the JDK's Javadoc says of an {@link ExecutorService} with a fixed number of threads and a
 * bounded queue. The JDK's own is the control: what passes here is what users are used to.
 */
@Timeout(30)
abstract class ExecutorServiceContract
    implements SubmitContract,
        CancelContract,
        ShutdownContract,
        InvokeAllContract,
        InvokeAnyContract {
  private final Gate gate = new Gate();
  private final List<ExecutorService> opened = new CopyOnWriteArrayList<>();

  abstract ExecutorService make(int threads, int queue);

  void stop() {}

  @Override
  public final ExecutorService open(int threads, int queue) {
    ExecutorService executor = make(threads, queue);
    opened.add(executor);
    return executor;
  }

  @Override
  public final Gate gate() {
    return gate;
  }

  @AfterEach
  final void end() {
    gate.open();
    opened.forEach(ExecutorService::shutdownNow);
    stop();
  }
}
