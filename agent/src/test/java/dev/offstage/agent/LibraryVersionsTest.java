package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Task;
import dev.offstage.TestMode;
import dev.offstage.agent.app.Plain;
import dev.offstage.internal.agent.AgentBridgeV1;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.MemberRemoval;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent and the libraries in webapps are of different releases. */
class LibraryVersionsTest {
  private static final String LINK = "dev.offstage.internal.agent.AgentLink";
  private static final String IN_POOL = "offstage-main-default-\\d+ offstage-main-default-\\d+";

  private final String here = Thread.currentThread().getName();

  static void send(String letter) {
    Thread.currentThread().setName("sent " + letter);
  }

  /** What a method that was woven for such options does. */
  private static boolean callWith(String options, int majorVersion) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    if (majorVersion < 51) {
      return AgentBridgeV1.handOver(
          lookup, "send", "(Ljava/lang/String;)V", 1, options, new Object[] {"a"});
    }
    MethodType site = MethodType.methodType(boolean.class, String.class);
    MethodType type = MethodType.methodType(void.class, String.class);
    CallSite call = AgentBridgeV1.bootstrap(lookup, "send", site, type, 1, options);
    return (boolean) call.dynamicInvoker().invokeExact("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 51})
  void should_pass_over_an_option_of_a_newer_agent(int majorVersion) throws Throwable {
    try (TestMode tasks = TestMode.manual()) {
      assertThat(callWith("pool= colour=red start=NOW twice", majorVersion)).isTrue();

      assertThat(tasks.queued()).extracting(Task::name).containsExactly("LibraryVersionsTest.send");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 51})
  void should_run_inline_what_a_newer_agent_wants_at_a_time_that_is_not_known(int majorVersion)
      throws Throwable {
    try (TestMode tasks = TestMode.manual()) {
      assertThat(callWith("pool= start=TOMORROW", majorVersion)).isFalse();

      assertThat(tasks.queued()).isEmpty();
    }
  }

  /** After an attach with other rules, in the same class. */
  @ParameterizedTest
  @ValueSource(ints = {50, 51})
  void should_use_the_pool_of_the_last_rules(int majorVersion) throws Throwable {
    System.setProperty("offstage.pool.mail.size", "1");
    try (TestMode tasks = TestMode.manual()) {
      assertThat(callWith("pool= start=NOW", majorVersion)).isTrue();
      assertThat(callWith("pool=mail start=NOW", majorVersion)).isTrue();
      assertThat(callWith("pool= start=NOW", majorVersion)).isTrue();

      assertThat(tasks.queued())
          .extracting(Task::pool)
          .containsExactly("default", "mail", "default");
    } finally {
      System.clearProperty("offstage.pool.mail.size");
    }
  }

  private static String whereItRuns(ClassLoader webapp) throws Exception {
    Object plain = webapp.loadClass(Plain.class.getName()).getConstructor().newInstance();
    return (String) ((Callable<?>) plain).call();
  }

  private static ChildFirstLoader withoutBridgeMethod(String name) {
    byte[] older =
        new ByteBuddy()
            .redefine(AgentBridgeV1.class)
            .visit(new MemberRemoval().stripMethods(ElementMatchers.named(name)))
            .make()
            .getBytes();
    return new ChildFirstLoader().with(AgentBridgeV1.class.getName(), older);
  }

  @Test
  void should_redirect_in_each_webapp_what_its_own_library_can() throws Exception {
    assertThat(whereItRuns(withoutBridgeMethod("bootstrap"))).isEqualTo(here + " " + here);
    assertThat(whereItRuns(withoutBridgeMethod("handOverFuture"))).matches(IN_POOL);
    assertThat(whereItRuns(new ChildFirstLoader())).matches(IN_POOL);
  }

  @Test
  void should_redirect_where_a_newer_library_has_a_newer_bridge_beside() throws Exception {
    byte[] newer = new ByteBuddy().subclass(Object.class).name(LINK + "V2").make().getBytes();

    assertThat(whereItRuns(new ChildFirstLoader().with(LINK + "V2", newer))).matches(IN_POOL);
  }

  /** The newer library asks for something that this agent does not have. */
  @Test
  void should_tell_a_newer_library_which_agent_does_not_understand_it() throws Exception {
    byte[] link = ClassFiles.of(getClass().getClassLoader(), LINK);
    String newer =
        new String(link, StandardCharsets.ISO_8859_1)
            .replace("dev.offstage.agent.LibraryLinkV1", "dev.offstage.agent.LibraryLinkV2");
    ChildFirstLoader webapp =
        new ChildFirstLoader().with(LINK, newer.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(register(webapp)).singleElement().asString().contains("does not understand");
    assertThat(register(new ChildFirstLoader())).isEmpty();
    assertThat(whereItRuns(webapp)).matches(IN_POOL);
  }

  private static List<?> register(ClassLoader webapp) throws Exception {
    Class<?> type = webapp.loadClass(LINK);
    Class<?> settings = webapp.loadClass("dev.offstage.Settings");
    Object webXml =
        webapp
            .loadClass("dev.offstage.SettingsSource")
            .getConstructor(String.class, Map.class)
            .newInstance(
                "web.xml", Collections.singletonMap("offstage.redirect", "com.acme.Mail#send"));
    Callable<Collection<String>> names = Collections::emptyList;
    Object link =
        type.getMethod("start", String.class, settings, ClassLoader.class, Callable.class)
            .invoke(
                null,
                "shop",
                settings
                    .getMethod("load", List.class)
                    .invoke(null, Collections.singletonList(webXml)),
                webapp,
                names);
    return (List<?>) type.getMethod("register").invoke(link);
  }
}
