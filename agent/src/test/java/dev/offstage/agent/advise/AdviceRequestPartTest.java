package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which frames of a thread belong to the application's part of a request. */
class AdviceRequestPartTest {
  /** The outermost frame first, as one reads it. */
  private static List<Frame> part(String... frames) {
    StackTraceElement[] trace = new StackTraceElement[frames.length];
    for (int i = 0; i < frames.length; i++) {
      String[] parts = frames[i].split("#", -1);
      trace[frames.length - 1 - i] = new StackTraceElement(parts[0], parts[1], "X.java", 7);
    }
    return RequestPart.of(trace);
  }

  @Test
  void should_pass_over_threads_that_serve_no_request() {
    assertThat(part("java.lang.Thread#run", "com.acme.Job#run", "com.acme.Blur#doFilter")).isNull();
  }

  @Test
  void should_keep_what_a_servlet_calls_without_the_jdk() {
    assertThat(
            part(
                "com.acme.Main#main",
                "org.eclipse.jetty.servlet.ServletHolder#handle",
                "jakarta.servlet.http.HttpServlet#service",
                "com.acme.Shop#doPost",
                "com.acme.Mailer#send",
                "java.net.Socket#connect"))
        .extracting(Frame::toString)
        .containsExactly("com.acme.Shop#doPost:7", "com.acme.Mailer#send:7");
  }

  @Test
  void should_begin_with_the_outermost_filter() {
    assertThat(
            part(
                "org.apache.catalina.core.ApplicationFilterChain#doFilter",
                "com.acme.AuthFilter#doFilter",
                "org.apache.catalina.core.ApplicationFilterChain#doFilter",
                "javax.servlet.http.HttpServlet#service",
                "com.acme.Mailer#send"))
        .extracting(Frame::toString)
        .containsExactly(
            "org.apache.catalina.core.ApplicationFilterChain#doFilter:0",
            "com.acme.AuthFilter#doFilter:7",
            "org.apache.catalina.core.ApplicationFilterChain#doFilter:0",
            "com.acme.Mailer#send:7");
  }

  @Test
  void should_keep_the_jdk_where_it_does_something_around_a_call() {
    assertThat(
            part(
                "javax.servlet.http.HttpServlet#service",
                "com.acme.Shop#doPost",
                "java.util.Collections$SynchronizedCollection#forEach",
                "com.acme.Shop#index"))
        .extracting(Frame::toString)
        .containsExactly(
            "com.acme.Shop#doPost:7",
            "java.util.Collections$SynchronizedCollection#forEach:0",
            "com.acme.Shop#index:7");
  }

  @Test
  void should_bound_what_it_keeps_of_a_recursion() {
    String[] frames = new String[1000];
    frames[0] = "javax.servlet.http.HttpServlet#service";
    for (int i = 1; i < frames.length; i++) {
      frames[i] = "com.acme.Tree#walk";
    }

    assertThat(part(frames)).hasSize(RequestPart.MOST_FRAMES);
  }

  @Test
  void should_bound_the_number_of_different_stacks() {
    Samples samples = new Samples();
    for (int i = 0; i < Samples.MOST_STACKS + 10; i++) {
      samples.add(
          new StackTraceElement[] {
            new StackTraceElement("com.acme.Shop", "doPost", "Shop.java", i),
            new StackTraceElement("javax.servlet.http.HttpServlet", "service", "X.java", 1)
          },
          "",
          i,
          1);
    }

    assertThat(samples.looks()).isEqualTo(Samples.MOST_STACKS);
    assertThat(samples.leftOut()).isEqualTo(10);
  }
}
