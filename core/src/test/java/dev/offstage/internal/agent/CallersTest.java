package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
  private static Iterator<StackFrames.Frame> stack(String... frames) {
    return Arrays.stream(frames)
        .map(
            it ->
                new StackFrames.Frame(
                    it.substring(0, it.lastIndexOf('.')), it.substring(it.lastIndexOf('.') + 1)))
        .iterator();
  }

  @Test
  void should_find_the_class_that_calls() {
    assertThat(
            Callers.callerIn(
                stack(
                    "dev.offstage.internal.agent.Redirect.handOver",
                    "java.lang.invoke.LambdaForm$MH.invoke",
                    "a.Mailer.send",
                    "a.Service.place",
                    "a.web.Page.show")))
        .isEqualTo("a.Service");
  }

  @Test
  void should_pass_over_a_proxy_of_spring_and_what_it_does_in_between() {
    assertThat(
            Callers.callerIn(
                stack(
                    "a.Mailer.send",
                    "a.Mailer$$FastClassBySpringCGLIB$$3f.invoke",
                    "org.springframework.cglib.proxy.MethodProxy.invoke",
                    "org.springframework.transaction.interceptor.TransactionInterceptor.invoke",
                    "a.Mailer$$EnhancerBySpringCGLIB$$1a.send",
                    "a.Service.place",
                    "b.Other$$EnhancerBySpringCGLIB$$2b.send",
                    "b.Caller.send")))
        .isEqualTo("a.Service");
    assertThat(
            Callers.callerIn(
                stack(
                    "a.Mailer.send",
                    "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
                    "java.lang.reflect.Method.invoke",
                    "org.springframework.aop.support.AopUtils.invokeJoinpointUsingReflection",
                    "jdk.proxy2.$Proxy12.send",
                    "a.Service.place")))
        .isEqualTo("a.Service");
  }

  @Test
  void should_pass_over_reflection() {
    assertThat(
            Callers.callerIn(
                stack(
                    "a.Mailer.send",
                    "sun.reflect.NativeMethodAccessorImpl.invoke0",
                    "java.lang.reflect.Method.invoke",
                    "a.el.Expression.call",
                    "a.Page.show")))
        .isEqualTo("a.el.Expression");
    assertThat(Callers.callerIn(stack("a.Mailer.send"))).isNull();
    assertThat(Callers.callerIn(stack())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a.web..*, a.web.Page, true",
    "a.web..*, a.web.deep.down.Page$1, true",
    "a.web..*, a.website.Page, false",
    "a.*, a.web.Page, false",
    "a.web.Page, a.web.Page$Inner$1, true",
    "a.web.Page, a.web.Pages, false",
    "a..*Page, a.b.c.FrontPage, true",
    "'b.B,a.web.*', a.web.Page, true",
    "*, a.B, false",
    "..Page, Page, false"
  })
  void should_match_names(String patterns, String type, boolean matches) {
    assertThat(new Callers(patterns).include(type)).isEqualTo(matches);
  }

  @Test
  void should_not_take_forever_for_a_pattern_with_many_wildcards() {
    StringBuilder name = new StringBuilder("a.");
    StringBuilder pattern = new StringBuilder("a.");
    for (int i = 0; i < 200; i++) {
      name.append('b');
      pattern.append("*b");
    }
    assertThat(new Callers(pattern + "c").include(name.toString())).isFalse();
  }

  /** As on Java 8, which has nothing quicker. */
  @Test
  void should_see_the_same_in_a_stack_trace() {
    String walked = StackFrames.search(CallersTest::names);
    String traced = StackFrames.searchTrace(CallersTest::names);

    assertThat(StackFrames.isWalking())
        .isEqualTo(!System.getProperty("java.specification.version").equals("1.8"));
    assertThat(walked).startsWith(CallersTest.class.getName() + ".should_see_the_same");
    assertThat(traced).isEqualTo(walked);
  }

  private static String names(Iterator<StackFrames.Frame> frames) {
    while (frames.hasNext()) {
      StackFrames.Frame frame = frames.next();
      if (frame.type.equals(CallersTest.class.getName()) && !frame.method.startsWith("names")) {
        return frame.type + "." + frame.method;
      }
    }
    return "";
  }
}
