package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An accessor that throws, also an Error, takes neither the task nor what others carry. */
class BrokenAccessorTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final LogRecords log = new LogRecords();
  private final AtomicReference<Broken> broken = new AtomicReference<>();

  enum Broken {
    GET,
    SET,
    CLEAR,
    RESTORE
  }

  /** Sorted in behind {@link Carried}'s. */
  private final class Accessor implements ThreadLocalAccessor<String> {
    private String value = "something";

    private void check(Broken where) {
      if (broken.get() == where) {
        throw new AssertionError("broken " + where);
      }
    }

    @Override
    public Object key() {
      return "broken";
    }

    @Override
    public String getValue() {
      check(Broken.GET);
      return value;
    }

    @Override
    public void setValue(String newValue) {
      check(Broken.SET);
      value = newValue;
    }

    @Override
    public void setValue() {
      check(Broken.CLEAR);
      value = null;
    }

    @Override
    public void restore(String previous) {
      check(Broken.RESTORE);
      value = previous;
    }
  }

  @BeforeEach
  void register() {
    Carried.ACCESSOR.clear();
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Accessor());
  }

  @AfterEach
  void stop() {
    ContextRegistry.getInstance().removeThreadLocalAccessor("broken");
    Carried.ACCESSOR.clear();
    log.close();
    app.close();
  }

  @ParameterizedTest
  @EnumSource
  void the_task_runs_and_sees_what_the_others_carry(Broken where) throws Exception {
    Carried.ACCESSOR.set("alice");
    broken.set(where);

    assertThat(Offstage.call(Carried.ACCESSOR::get).join()).isEqualTo("alice");
  }

  @ParameterizedTest
  @EnumSource
  void a_task_that_runs_another_one_stays_who_it_is(Broken where) throws Exception {
    broken.set(where);
    Carried.ACCESSOR.set("outer");
    Task<String> outer =
        Offstage.call(
            () -> {
              Carried.ACCESSOR.set("inner");
              Task<String> inner = Offstage.call(Carried.ACCESSOR::get);
              Carried.ACCESSOR.set("outer again");
              return inner.join() + ", " + Carried.ACCESSOR.get();
            });

    assertThat(outer.join()).isEqualTo("inner, outer again");
  }

  @ParameterizedTest
  @EnumSource
  void the_next_task_sees_nothing_of_it(Broken where) throws Exception {
    broken.set(where);
    Offstage.run(() -> Carried.ACCESSOR.set("left behind")).join();

    assertThat(Offstage.call(Carried.ACCESSOR::get).join()).isNull();
  }
}
