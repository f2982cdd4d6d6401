package dev.offstage.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.exchange.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** What is printed can be pasted. */
class AdviceTextTest {
  @Test
  void should_print_the_time_of_a_slow_url_and_the_lines_for_web_xml() throws Exception {
    Message message =
        Message.of(Message.DONE)
            .add("format", "2")
            .add("looks", "1")
            .add(
                "url",
                "GET /shop/q&a/<new>",
                "3",
                "450",
                "1.0",
                "GET /q&a/<new> always page",
                "a#b",
                "400");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new AdviceText(AdviceReport.of(message), new PrintStream(printed, true)).print();

    assertThat(printed.toString().replaceAll("\\R", "\n"))
        .startsWith("1 look at a thread that served a request\n")
        .contains("GET /shop/q&a/<new>: 450 ms on average, 3 requests, 100 % of the time of all")
        .contains("   400 ms  NOT a#b")
        .contains(
            "For web.xml:\n<context-param>\n  <param-name>offstage.respond</param-name>\n"
                + "  <param-value>\n    GET /q&amp;a/&lt;new> always page\n  </param-value>\n"
                + "</context-param>\n");
  }
}
