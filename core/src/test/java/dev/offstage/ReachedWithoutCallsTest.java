package dev.offstage;

import static dev.offstage.Lent.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offstage.Lent.Request;
import dev.offstage.internal.request.RequestGuard;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * To look at what work holds is to look, and nothing else: a collection of the application's may
 * ask its database when somebody reads it, fail, or wait for a lock.
 */
class ReachedWithoutCallsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final Request request = new Lent.Jettys();
  private App app;

  @BeforeEach
  void start() {
    CALLS.set(0);
    app = App.with();
    RequestGuard.use(new Lent.Guard());
  }

  @AfterEach
  void stop() {
    RequestGuard.use(null);
    app.close();
  }

  /** As Hibernate's: without its session it cannot be read. */
  private static class Lazy extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw called();
    }

    @Override
    public int size() {
      throw called();
    }

    @Override
    public Iterator<Object> iterator() {
      throw called();
    }

    @Override
    public boolean equals(Object other) {
      throw called();
    }

    @Override
    public int hashCode() {
      throw called();
    }

    @Override
    public String toString() {
      throw called();
    }

    static IllegalStateException called() {
      CALLS.incrementAndGet();
      return new IllegalStateException("no session");
    }
  }

  private static final class LazyMap extends HashMap<Object, Object> {
    private static final long serialVersionUID = 1;

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      throw Lazy.called();
    }

    @Override
    public Collection<Object> values() {
      throw Lazy.called();
    }

    @Override
    public Set<Object> keySet() {
      throw Lazy.called();
    }
  }

  @SuppressWarnings("JdkObsolete")
  static Stream<Object> behindTheJdksOwn() {
    List<Object> lazy = new Lazy();
    Map<Object, Object> map = new LazyMap();
    return Stream.of(
        lazy,
        map,
        Collections.unmodifiableList(lazy),
        Collections.unmodifiableCollection(lazy),
        Collections.synchronizedList(lazy),
        Collections.checkedList(lazy, Object.class),
        Collections.singletonList(lazy),
        Collections.unmodifiableMap(map),
        Collections.synchronizedMap(map),
        Collections.checkedMap(map, Object.class, Object.class),
        Collections.newSetFromMap(new HashMap<>()),
        Collections.asLifoQueue(new java.util.ArrayDeque<>()));
  }

  @ParameterizedTest
  @MethodSource("behindTheJdksOwn")
  void no_code_of_the_application_is_called(Object holder) throws Exception {
    CALLS.set(0);
    assertThat(Offstage.call(() -> System.identityHashCode(holder)).join()).isNotNull();
    assertThat(CALLS).hasValue(0);
  }

  @Test
  void nor_does_it_wait_for_a_lock() throws Exception {
    Map<String, Object> locked = Collections.synchronizedMap(new HashMap<>());
    locked.put("key", "value");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              synchronized (locked) {
                held.countDown();
                awaitUninterruptibly(done);
              }
            });
    holder.start();
    held.await();
    Thread submitter = new Thread(() -> Offstage.run(() -> System.identityHashCode(locked)));
    submitter.start();
    submitter.join(TimeUnit.SECONDS.toMillis(20));
    boolean waits = submitter.isAlive();
    done.countDown();
    holder.join();

    assertThat(waits).isFalse();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As Spring's ModelMap, or one that is filled where it is made. */
  private static class Model extends HashMap<String, Object> {
    private static final long serialVersionUID = 1;
  }

  @Test
  void a_collection_of_the_applications_that_reads_as_the_jdks_is_looked_into() {
    Map<String, Object> model = new Model();
    model.put("request", request);
    List<Object> list =
        new ArrayList<Object>() {
          private static final long serialVersionUID = 1;

          {
            add(request);
          }
        };

    assertRefused(() -> Offstage.run(() -> model.size()));
    assertRefused(() -> Offstage.run(() -> list.size()));
  }

  @Test
  void so_is_one_that_nobody_can_change() {
    List<Object> list =
        Collections.unmodifiableList(new ArrayList<>(Collections.singleton(request)));
    Map<String, Object> map =
        Collections.unmodifiableMap(new HashMap<>(Collections.singletonMap("key", request)));

    assertRefused(() -> Offstage.run(() -> list.size()));
    assertRefused(() -> Offstage.run(() -> map.size()));
  }

  @Test
  void so_is_work_that_the_jdk_has_wrapped() {
    Executor executor = Offstage.pool().asExecutorService();
    CompletableFuture<String> before = CompletableFuture.completedFuture("");

    assertRefused(() -> executor.execute(new FutureTask<>(request::header)));
    assertRefused(() -> CompletableFuture.supplyAsync(request::header, executor));
    assertRefused(() -> CompletableFuture.runAsync(() -> request.header(), executor));
    assertRefused(
        () -> new ExecutorCompletionService<String>(executor).submit(() -> request.header()));
    assertThat(before.thenApplyAsync(text -> request.header(), executor))
        .isCompletedExceptionally();
  }

  /** The body of a request. */
  private static final class Body extends InputStream implements Request {
    @Override
    public int read() {
      throw Lazy.called();
    }

    @Override
    public String header() {
      return "anna";
    }
  }

  static Stream<Object> aroundABody() {
    InputStream body = new Body();
    return Stream.of(
        new BufferedInputStream(body),
        new DataInputStream(new BufferedInputStream(body)),
        new InputStreamReader(body, StandardCharsets.UTF_8),
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)),
        new Scanner(body, "UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("aroundABody")
  void so_are_streams_and_readers_around_the_one_that_is_lent(Object reader) {
    assertRefusedBody(() -> Offstage.run(() -> reader.getClass()));
    assertThat(CALLS).hasValue(0);
  }

  private static void assertRefusedBody(ThrowingCallable handOver) {
    assertThatIllegalArgumentException()
        .isThrownBy(handOver)
        .withMessageContaining(Body.class.getName());
  }

  @Test
  void what_else_orders_and_compares_is_not_asked() throws Exception {
    Comparator<Object> comparator =
        (a, b) -> {
          throw Lazy.called();
        };
    java.util.TreeMap<Object, Object> sorted = new java.util.TreeMap<>(comparator);

    assertThat(Offstage.call(() -> sorted.getClass()).join()).isNotNull();
    assertThat(CALLS).hasValue(0);
  }
}
