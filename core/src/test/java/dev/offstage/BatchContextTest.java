package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All items of a batch are handed over at once, with one context. */
class BatchContextTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int ITEMS = 1_000;

  private final App app = App.with();
  private final Thread submitter = Thread.currentThread();
  private final AtomicInteger captures = new AtomicInteger();
  private final ThreadLocal<String> tenant = new ThreadLocal<>();

  private final class Counting implements ThreadLocalAccessor<String> {
    @Override
    public Object key() {
      return "counted";
    }

    @Override
    public String getValue() {
      if (Thread.currentThread() == submitter) {
        captures.incrementAndGet();
      }
      return tenant.get();
    }

    @Override
    public void setValue(String value) {
      tenant.set(value);
    }

    @Override
    public void setValue() {
      tenant.remove();
    }
  }

  @BeforeEach
  void register() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Counting());
  }

  @AfterEach
  void stop() {
    ContextRegistry.getInstance().removeThreadLocalAccessor("counted");
    app.close();
  }

  @Test
  void it_is_captured_once_and_each_item_sees_it() throws Exception {
    tenant.set("ann");
    List<Integer> numbers = IntStream.range(0, ITEMS).boxed().collect(Collectors.toList());

    Batch<String> batch = Offstage.map(numbers, n -> tenant.get());

    assertThat(batch.join(LONG)).hasSize(ITEMS).containsOnly("ann");
    assertThat(captures).hasValue(1);
  }

  @Test
  void what_is_set_later_is_not_seen() throws Exception {
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    tenant.set("ann");
    Batch<String> batch =
        Offstage.map(
            IntStream.range(0, 10).boxed().collect(Collectors.toList()), n -> tenant.get());
    tenant.set("bob");
    gate.open();

    assertThat(batch.join(LONG)).containsOnly("ann");
  }
}
