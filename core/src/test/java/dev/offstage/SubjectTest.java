package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.Principal;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JAAS: each task has the subject of its submitter, or none; never that of another. */
@SuppressWarnings({"removal", "BanReflectionForTests"})
class SubjectTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  /** As the JDK at hand does it: before 18 by the access-control context. */
  static <T> T as(String user, Supplier<T> work) {
    Subject subject = user == null ? null : subject(user);
    FutureTask<T> run = new FutureTask<>(work::get);
    Method callAs = method("callAs", Subject.class, Callable.class);
    if (callAs == null) {
      PrivilegedAction<Void> action =
          () -> {
            run.run();
            return null;
          };
      Subject.doAs(subject, action);
    } else {
      invoke(callAs, subject, Executors.callable(run));
    }
    try {
      return run.get();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  static String user() {
    Method current = method("current");
    Subject subject =
        current == null
            ? Subject.getSubject(AccessController.getContext())
            : (Subject) invoke(current);
    return subject == null ? null : subject.getPrincipals().iterator().next().getName();
  }

  private static Subject subject(String user) {
    Principal principal = () -> user;
    return new Subject(
        true,
        new HashSet<>(Collections.singleton(principal)),
        Collections.emptySet(),
        Collections.emptySet());
  }

  private static Method method(String name, Class<?>... parameters) {
    try {
      return Subject.class.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Object invoke(Method method, Object... arguments) {
    try {
      return method.invoke(null, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }

  private static String threads(String kind) {
    return kind.equals("virtual") && !VirtualThreadsTest.supported() ? "platform" : kind;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void each_task_runs_as_its_own_submitter_and_as_nobody_without_one(String kind) throws Exception {
    Pool pool = Pool.builder("jaas").size(1).threads(threads(kind)).build();
    Task<Void> first = as("alice", () -> pool.run(gate::pass));
    gate.awaitArrived(1);
    Task<String> alices = as("alice", () -> pool.call(SubjectTest::user));
    Task<String> berts = as("bert", () -> pool.call(SubjectTest::user));
    Task<String> nobodys = pool.call(SubjectTest::user);
    gate.open();

    first.join();
    assertThat(alices.join()).isEqualTo("alice");
    assertThat(berts.join()).isEqualTo("bert");
    assertThat(nobodys.join()).isNull();
    assertThat(as("bert", () -> pool.map(Arrays.asList(1, 2, 3), n -> user())).join())
        .containsOnly("bert");
    pool.close();
  }

  @Test
  void a_task_that_a_waiting_task_runs_is_its_own_submitters() throws Exception {
    Callable<String> outer =
        () -> as("bert", () -> Offstage.call(SubjectTest::user)).join() + " in " + user();

    assertThat(as("alice", () -> Offstage.call(outer)).join()).isEqualTo("bert in alice");
  }

  @Test
  void or_nobodys() throws Exception {
    Task<Void> running = as("alice", () -> Offstage.run(gate::pass));
    gate.awaitArrived(1);
    Task<String> queued = Offstage.call(SubjectTest::user);
    Task<String> waiting = as("alice", () -> Offstage.call(() -> queued.join() + " in " + user()));
    gate.open();
    running.join();

    assertThat(waiting.join()).isEqualTo("null in alice");
  }

  @Test
  void the_result_and_the_exception_are_those_of_the_work() throws Exception {
    assertThat(as("alice", () -> Offstage.call(() -> "done")).join()).isEqualTo("done");
    Task<Object> failing =
        as(
            "alice",
            () ->
                Offstage.call(
                    () -> {
                      throw new IOException("full disk");
                    }));
    assertThatThrownBy(failing::join)
        .hasCauseExactlyInstanceOf(IOException.class)
        .hasRootCauseMessage("full disk");
  }
}
