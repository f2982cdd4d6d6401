package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Plain;
import dev.offstage.agent.app.PlainPost;
import dev.offstage.testing.LogRecords;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log said "redirects" while every call ran inline because of an error that nobody saw. */
class HandOverErrorsTest {
  private static final String BRIDGE = "dev.offstage.internal.agent.AgentBridgeV1";
  private static final String PLAIN = Plain.class.getName();
  private static final String POST = PlainPost.class.getName();

  /** A loader that shows all files of the library but loads only some of its classes. */
  private static final class Filtering extends ClassLoader {
    private final ClassLoader all = new ChildFirstLoader();
    private final List<String> refused;

    Filtering(String... refused) {
      super(HandOverErrorsTest.class.getClassLoader());
      this.refused = Arrays.asList(refused);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (refused.contains(name)) {
          throw new ClassNotFoundException(name + " is not exported");
        }
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (name.startsWith("dev.offstage.agent.app.")) {
          byte[] classFile = ClassFiles.of(getParent(), name);
          return defineClass(name, classFile, 0, classFile.length);
        }
        return name.startsWith("dev.offstage.")
            ? all.loadClass(name)
            : super.loadClass(name, resolve);
      }
    }
  }

  private static byte[] brokenBridge(String message) {
    try (DynamicType.Unloaded<?> broken =
        new ByteBuddy()
            .subclass(Object.class)
            .name(BRIDGE)
            .defineMethod("bootstrap", CallSite.class, Visibility.PUBLIC, Ownership.STATIC)
            .withParameters(
                MethodHandles.Lookup.class,
                String.class,
                MethodType.class,
                MethodType.class,
                int.class,
                String.class)
            .intercept(ExceptionMethod.throwing(IllegalStateException.class, message))
            .defineMethod("isDue", boolean.class, Visibility.PUBLIC, Ownership.STATIC)
            .intercept(FixedValue.value(true))
            .defineMethod("handOver", boolean.class, Visibility.PUBLIC, Ownership.STATIC)
            .withParameters(
                MethodHandles.Lookup.class,
                String.class,
                String.class,
                int.class,
                String.class,
                Object[].class)
            .intercept(ExceptionMethod.throwing(IllegalStateException.class, message))
            .defineMethod("handOverFuture", Object.class, Visibility.PUBLIC, Ownership.STATIC)
            .withParameters(
                MethodHandles.Lookup.class,
                String.class,
                String.class,
                int.class,
                String.class,
                Object[].class)
            .intercept(ExceptionMethod.throwing(IllegalStateException.class, message))
            .make()) {
      return broken.getBytes();
    }
  }

  private static String callPlain(ClassLoader webapp) throws Exception {
    Object plain = webapp.loadClass(PLAIN).getConstructor().newInstance();
    return (String) ((Callable<?>) plain).call();
  }

  private static String inline() {
    String here = Thread.currentThread().getName();
    return here + " " + here;
  }

  private static List<String> failing(String error) {
    return Agent.current().report().failures().stream()
        .filter(line -> line.contains(error))
        .collect(Collectors.toList());
  }

  private static List<String> refused(ClassLoader webapp) {
    return Agent.current().report().of(webapp).stream()
        .filter(verdict -> !verdict.isRedirected())
        .map(String::valueOf)
        .collect(Collectors.toList());
  }

  @Test
  void should_refuse_where_the_loader_shows_the_bridge_but_does_not_load_it() throws Exception {
    Filtering webapp = new Filtering(BRIDGE);

    assertThat(callPlain(webapp)).isEqualTo(inline());

    assertThat(refused(webapp))
        .filteredOn(line -> line.contains(Filtering.class.getName()))
        .hasSize(2)
        .allMatch(line -> line.contains("shows the file of Offstage's bridge"))
        .allMatch(line -> line.contains(BRIDGE + " is not exported"));
  }

  /** As where a bundle imports some of the library's packages. */
  @Test
  void should_say_once_what_the_bridge_itself_cannot_load() throws Exception {
    byte[] broken = new ByteBuddy().subclass(Object.class).name(BRIDGE + "X").make().getBytes();
    String missing = "dev.offstage.internal.agent.RedirectOptions";
    // A class file of another name: the JVM refuses it as a filtering loader would.
    ChildFirstLoader webapp = new ChildFirstLoader().with(missing, broken);
    try (LogRecords log = new LogRecords()) {
      for (int i = 0; i < 3; i++) {
        assertThat(callPlain(webapp)).isEqualTo(inline());
      }

      assertThat(log.warnings()).hasSize(2).allMatch(line -> line.endsWith(" stays inline"));
    }
    assertThat(failing("RedirectOptions"))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("cannot hand over " + PLAIN + "#where(long, "))
        .anyMatch(line -> line.startsWith("cannot hand over " + PLAIN + "#work("))
        .allMatch(line -> line.contains("(@Background), which runs inline (said once): "));
  }

  @ParameterizedTest(name = "class files of version {0}")
  @ValueSource(ints = {0, 48, 49, 51})
  void should_say_once_with_the_cause_that_a_call_fails(int version) throws Exception {
    String message = "broken link in version " + version;
    ChildFirstLoader webapp = new ChildFirstLoader(version).with(BRIDGE, brokenBridge(message));
    for (int i = 0; i < 3; i++) {
      assertThat(callPlain(webapp)).isEqualTo(inline());
    }

    assertThat(Agent.current().report().of(webapp)).isNotEmpty();
    assertThat(failing(message))
        .anyMatch(line -> line.startsWith("cannot hand over " + PLAIN + "#where(long, "))
        .anyMatch(line -> line.startsWith("cannot hand over " + PLAIN + "#work("))
        .allMatch(line -> line.contains("java.lang.IllegalStateException: " + message));
  }

  @Test
  void should_show_it_in_jmx_and_to_the_command_list() throws Exception {
    ChildFirstLoader webapp = new ChildFirstLoader().with(BRIDGE, brokenBridge("broken link"));
    LibraryLinkV1.register(
        Collections.singleton(webapp),
        "shop",
        POST + "#tell returns=true",
        "here",
        Collections.singleton("default"));
    webapp
        .loadClass(POST)
        .getMethod("tell", String.class)
        .invoke(webapp.loadClass(POST).getConstructor().newInstance(), "x");

    String line = "cannot hand over " + POST + "#tell(java.lang.String) (here, line 1), which runs";
    assertThat(System.getProperty(OffstageAgent.FAILURES_PROPERTY)).contains(line);
    assertThat(
            (String[])
                ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("dev.offstage:type=Agent"), "Failing"))
        .anyMatch(failing -> failing.startsWith(line));
  }
}
