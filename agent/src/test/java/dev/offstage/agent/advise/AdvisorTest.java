package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisorTest {
  @TempDir File folder;

  private static Instrumentation instrumentation(InvocationHandler handler) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            AdvisorTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, handler);
  }

  private static AdviceRequest request(long millis, File result) {
    return new AdviceRequest(millis, 5, Collections.emptyList(), result);
  }

  private static Instrumentation withoutClasses() {
    return instrumentation((proxy, method, arguments) -> new Class<?>[0]);
  }

  @Test
  void should_say_that_no_request_was_seen() throws IOException {
    File result = new File(folder, "report");

    Advisor.run(withoutClasses(), request(20, result));

    AdviceReport report = AdviceReport.read(result);
    assertThat(report.failure()).isNull();
    assertThat(report.looks()).isZero();
    assertThat(report.advices()).isEmpty();
    assertThat(report.notes()).anyMatch(note -> note.startsWith("No request was seen"));
  }

  @Test
  void should_look_on_by_a_thread_of_its_own_that_ends() throws IOException {
    File result = new File(folder, "report");

    Advisor.start(withoutClasses(), request(20, result));

    await().until(result::exists);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals(Advisor.THREAD)));
  }

  @Test
  void should_report_what_goes_wrong_and_not_throw_it() throws IOException {
    File result = new File(folder, "report");

    Advisor.run(
        instrumentation(
            (proxy, method, arguments) -> {
              throw new NoClassDefFoundError("gone");
            }),
        request(1, result));

    assertThat(AdviceReport.read(result).failure())
        .isEqualTo("watching failed: java.lang.NoClassDefFoundError: gone");
  }

  @Test
  void should_look_on_once_at_a_time() throws Exception {
    CountDownLatch analysing = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    File first = new File(folder, "first");
    File second = new File(folder, "second");
    Advisor.start(
        instrumentation(
            (proxy, method, arguments) -> {
              analysing.countDown();
              over.await();
              return new Class<?>[0];
            }),
        request(1, first));
    analysing.await();

    Advisor.run(withoutClasses(), request(1, second));
    over.countDown();

    assertThat(AdviceReport.read(second).failure()).startsWith("someone else is watching");
    await().until(first::exists);
    assertThat(AdviceReport.read(first).failure()).isNull();
  }

  @Test
  void should_survive_that_the_report_cannot_be_written() {
    Advisor.run(withoutClasses(), request(1, new File(folder, "no/such/folder/report")));

    assertThat(folder.list()).isEmpty();
  }
}
