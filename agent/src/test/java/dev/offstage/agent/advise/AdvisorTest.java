package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class AdvisorTest {
  private static Instrumentation instrumentation(InvocationHandler handler) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            AdvisorTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, handler);
  }

  private static AdviceRequest request(long millis) {
    return new AdviceRequest(millis, 5, Collections.emptyList());
  }

  private static Instrumentation withoutClasses() {
    return instrumentation((proxy, method, arguments) -> new Class<?>[0]);
  }

  @Test
  void should_ask_for_what_it_was_given() {
    AdviceRequest request = new AdviceRequest(20, 5, Arrays.asList("com.acme.", "org.acme"));

    assertThat(AdviceRequest.of(request.toMessage())).usingRecursiveComparison().isEqualTo(request);
    assertThat(AdviceRequest.of(request(20).toMessage()).own).isEmpty();
  }

  @Test
  void should_say_that_no_request_was_seen() {
    AdviceReport report = Advisor.watch(withoutClasses(), request(20));

    assertThat(report.failure()).isNull();
    assertThat(report.looks()).isZero();
    assertThat(report.advices()).isEmpty();
    assertThat(report.notes()).anyMatch(note -> note.startsWith("No request was seen"));
  }

  @Test
  void should_report_what_goes_wrong_and_not_throw_it() {
    AdviceReport report =
        Advisor.watch(
            instrumentation(
                (proxy, method, arguments) -> {
                  throw new NoClassDefFoundError("gone");
                }),
            request(1));

    assertThat(report.failure()).isEqualTo("watching failed: java.lang.NoClassDefFoundError: gone");
  }

  @Test
  void should_look_on_once_at_a_time() throws Exception {
    CountDownLatch analysing = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Instrumentation waiting =
        instrumentation(
            (proxy, method, arguments) -> {
              analysing.countDown();
              over.await();
              return new Class<?>[0];
            });
    FutureTask<AdviceReport> first = new FutureTask<>(() -> Advisor.watch(waiting, request(1)));
    new Thread(first).start();
    analysing.await();

    AdviceReport second = Advisor.watch(withoutClasses(), request(1));
    over.countDown();

    assertThat(second.failure()).startsWith("someone else is watching");
    assertThat(first.get().failure()).isNull();
  }
}
