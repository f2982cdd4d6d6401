package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Drawable;
import dev.offstage.agent.app.Plain;
import dev.offstage.agent.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.ExceptionMethod;
import org.junit.jupiter.api.Test;

/** What goes wrong in Offstage leaves the application as it would be without it. */
class FailSafeTest {
  private static final String BRIDGE = "dev.offstage.internal.agent.AgentBridgeV1";

  private static String whereItRuns(ClassLoader webapp) throws Exception {
    Object plain = webapp.loadClass(Plain.class.getName()).getConstructor().newInstance();
    return (String) ((Callable<?>) plain).call();
  }

  private static String inline() {
    String here = Thread.currentThread().getName();
    return here + " " + here;
  }

  private static RedirectTransformer transformer(Printer printer) {
    return new RedirectTransformer(
        new LoaderGate(), new RuleBook(Rules.NONE.list()), new Report(printer));
  }

  @Test
  void should_run_inline_when_the_bridge_throws() throws Exception {
    DynamicType.Unloaded<?> throwing =
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
            .intercept(ExceptionMethod.throwing(IllegalStateException.class, "broken"))
            .make();

    ChildFirstLoader webapp = new ChildFirstLoader().with(BRIDGE, throwing.getBytes());
    assertThat(whereItRuns(webapp)).isEqualTo(inline());
  }

  /** As Tomcat's loader of a webapp that has been stopped: attach comes by it, among all others. */
  @Test
  void should_pass_over_a_loader_that_throws() {
    ClassLoader stopped =
        new ClassLoader() {
          @Override
          public URL getResource(String name) {
            throw new IllegalStateException("stopped already");
          }
        };

    assertThat(new LoaderGate().isOpen(stopped)).isFalse();
  }

  @Test
  void should_leave_the_class_alone_when_the_library_has_another_bridge() throws Exception {
    byte[] empty = new ByteBuddy().subclass(Object.class).name(BRIDGE).make().getBytes();

    ChildFirstLoader webapp = new ChildFirstLoader().with(BRIDGE, empty);
    assertThat(whereItRuns(webapp)).isEqualTo(inline());
  }

  @Test
  void should_say_which_class_it_left_alone_when_it_cannot_read_it() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    byte[] classFile = ClassFiles.of(Plain.class);
    byte[] fromTheFuture = ClassFiles.withMajorVersion(classFile, 200);

    byte[] woven =
        transformer(new Printer(new PrintStream(printed, true)))
            .transform(
                getClass().getClassLoader(),
                "dev/offstage/agent/app/Plain",
                null,
                null,
                fromTheFuture);

    assertThat(woven).isNull();
    await()
        .untilAsserted(
            () ->
                assertThat(printed.toString())
                    .contains("[offstage] dev.offstage.agent.app.Plain is left as it is: "));
  }

  @Test
  void should_leave_a_refused_method_as_it_was_written() throws Exception {
    ChildFirstLoader webapp = new ChildFirstLoader();
    Class<?> plain = webapp.loadClass(Plain.class.getName());
    Method refused = plain.getMethod("refused");

    assertThatThrownBy(() -> refused.invoke(plain.getConstructor().newInstance()))
        .hasRootCauseMessage("runs inline and throws at its caller");
  }

  /** On JDK 8 the loader of a webapp that has gone throws when it is asked for a resource. */
  @Test
  void should_pass_over_a_closed_loader_when_it_comes_to_a_running_jvm() throws Exception {
    ClassLoader closed =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            byte[] classFile = ClassFiles.of(Drawable.class);
            return defineClass(name, classFile, 0, classFile.length);
          }

          @Override
          public URL getResource(String name) {
            throw new IllegalStateException("zip file closed");
          }
        };
    Class<?> ofClosedLoader = closed.loadClass(Drawable.class.getName());

    assertThat(
            new LoadedClasses(ByteBuddyAgent.install(), new Printer(System.err))
                .concernedByAgent(
                    new RuleBook(Rules.NONE.list()), new LoaderGate(), new Progress(null)))
        .contains(Drawable.class)
        .doesNotContain(ofClosedLoader);
  }
}
