package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.offstage.internal.context.ThreadState;
import dev.offstage.testing.Jdks;
import dev.offstage.testing.Soak;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** What a task leaves in thread-locals: the next one finds them as a new thread would have them. */
class LeftBehindTest {
  static final String OPENS_JAVA_LANG = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private static final ThreadLocal<String> PLAIN = new ThreadLocal<>();
  private static final ThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final ThreadLocal<StringBuilder> SUPPLIED =
      ThreadLocal.withInitial(StringBuilder::new);
  private static final ThreadLocal<String> OWN_KIND =
      new ThreadLocal<String>() {
        @Override
        protected String initialValue() {
          return "none";
        }

        @Override
        public void remove() {
          super.remove();
          throw new IllegalStateException("somebody's own idea");
        }
      };

  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool pool(String threads) {
    String supported =
        threads.equals("virtual") && !VirtualThreadsTest.supported() ? "platform" : threads;
    return Pool.builder("one").size(1).threads(supported).build();
  }

  /** Not where the JVM does not allow it; then the value is still there, as the docs say. */
  private static String unlessKept(String clean, String left) {
    return ThreadState.canBeCleared() ? clean : left;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void a_value_of_the_task_before_is_not_seen(String threads) throws Exception {
    Pool pool = pool(threads);
    pool.run(
            () -> {
              PLAIN.set("acme");
              INHERITABLE.set("acme");
              SUPPLIED.get().append("acme");
              OWN_KIND.set("acme");
            })
        .join();

    assertThat(pool.call(PLAIN::get).join()).isEqualTo(unlessKept(null, "acme"));
    assertThat(pool.call(INHERITABLE::get).join()).isEqualTo(unlessKept(null, "acme"));
    assertThat(pool.call(() -> SUPPLIED.get().toString()).join()).isEqualTo(unlessKept("", "acme"));
    assertThat(pool.call(OWN_KIND::get).join()).isEqualTo(unlessKept("none", "acme"));
    pool.close();
  }

  @Test
  void nor_is_one_of_the_item_before_or_of_a_task_that_failed() throws Exception {
    List<String> seen =
        Offstage.map(
                Arrays.asList("a", "b", "c", "d"),
                item -> {
                  String before = PLAIN.get();
                  PLAIN.set(item);
                  return before;
                })
            .join();
    if (ThreadState.canBeCleared()) {
      assertThat(seen).containsOnlyNulls();
    }
    Task<Object> failing =
        Offstage.call(
            () -> {
              PLAIN.set("left by an error");
              throw new StackOverflowError("deep");
            });
    failing.toCompletableFuture().handle((result, error) -> null).join();

    assertThat(Offstage.call(PLAIN::get).join()).isEqualTo(unlessKept(null, "left by an error"));
  }

  @Test
  void the_stacks_of_the_mdc_are_among_it() throws Exception {
    assertThat(MDC.getMDCAdapter()).isInstanceOf(LogbackMDCAdapter.class);
    Offstage.run(() -> MDC.pushByKey("tenant", "acme")).join();

    assertThat(Offstage.call(() -> MDC.popByKey("tenant")).join())
        .isEqualTo(unlessKept(null, "acme"));
  }

  @Test
  void what_threadStart_has_set_stays() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    Pool pool =
        Pool.builder("warm")
            .size(1)
            .threadStart(
                () -> {
                  starts.incrementAndGet();
                  PLAIN.set("connection");
                })
            .build();
    pool.run(() -> SUPPLIED.get().append("acme")).join();

    assertThat(pool.call(PLAIN::get).join()).isEqualTo("connection");
    assertThat(pool.call(() -> SUPPLIED.get().toString()).join()).isEqualTo(unlessKept("", "acme"));
    assertThat(starts).hasValue(1);
    pool.close();
  }

  @Test
  void the_caller_of_a_task_keeps_its_own() {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    Gate gate = new Gate();
    gate.fill(pool);
    PLAIN.set("mine");
    try {
      assertThat(pool.run(() -> SUPPLIED.get().append("its")).status())
          .isEqualTo(Task.Status.SUCCEEDED);
      assertThat(PLAIN.get()).isEqualTo("mine");
    } finally {
      gate.open();
      PLAIN.remove();
      SUPPLIED.remove();
      pool.close();
    }
  }

  @Test
  void a_task_that_waits_for_another_keeps_its_own() throws Exception {
    Callable<String> outer =
        () -> {
          PLAIN.set("outer");
          Offstage.run(() -> SUPPLIED.get().append("inner")).join();
          return PLAIN.get();
        };

    assertThat(Offstage.call(outer).join()).isEqualTo("outer");
  }

  private static String outputOn(int version, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(Jdks.home(version)));
    command.addAll(Arrays.asList(options));
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.add(LeaveBehind.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder output = new StringBuilder();
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        output.append((char) c);
      }
    }
    assertThat(process.waitFor()).isZero();
    return output.toString();
  }

  @Test
  void a_jvm_that_does_not_allow_it_says_so_once_and_how_it_would() throws Exception {
    assertThat(outputOn(25))
        .contains("found acme")
        .contains(
            "offstage: what a task leaves in thread-locals stays for the next one; to have it"
                + " cleared, start this JVM with "
                + OPENS_JAVA_LANG)
        .doesNotContain("WARNING");
    assertThat(outputOn(25, OPENS_JAVA_LANG)).contains("found null").doesNotContain("offstage:");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21})
  void older_ones_allow_it_and_print_no_warning(int version) throws Exception {
    assertThat(outputOn(version)).contains("found null").doesNotContain("WARNING");
  }

  /** They are no values of anybody, and a lock must know who holds it. */
  @Test
  void the_jdks_own_stay(@TempDir Path folder) throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < Soak.count(50, 2_000); i++) {
      Offstage.run(
              () -> {
                try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("data").toFile(), "rw")) {
                  file.getChannel().write(ByteBuffer.wrap(bytes));
                }
                lock.readLock().lock();
              })
          .join();
    }

    int holds = Offstage.call(lock::getReadHoldCount).join();
    assertThat(holds).isEqualTo(Soak.count(50, 2_000));
  }
}
