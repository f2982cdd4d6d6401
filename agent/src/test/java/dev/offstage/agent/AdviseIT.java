package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.advise.Advice;
import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.exchange.Message;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice on a program that serves requests, and the same program with what was advised. */
class AdviseIT {
  @TempDir static File folder;
  private static AdviceReport report;

  @BeforeAll
  static void lookAtTheShop() throws Exception {
    File result = new File(folder, "report");
    Jvm jvm = shop(Collections.<String>emptyList(), "advise", result.getPath());
    assertThat(jvm.exitCode).as(jvm.err).isZero();
    String text = new String(Files.readAllBytes(result.toPath()), StandardCharsets.UTF_8);
    report = AdviceReport.of(Message.parse(text));
  }

  private static Jvm shop(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(new File(System.getProperty("java.home"))));
    command.addAll(options);
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.add("com.acme.shop.Shop");
    command.addAll(Arrays.asList(arguments));
    return Jvm.run(command, Collections.<String, String>emptyMap());
  }

  private static List<String> rules() {
    return report.advices().stream()
        .map(Advice::rule)
        .filter(rule -> rule != null)
        .collect(Collectors.toList());
  }

  @Test
  void should_advise_the_slowest_method_first() {
    Advice first = report.advices().get(0);

    assertThat(report.failure()).isNull();
    assertThat(report.looks()).isGreaterThan(20);
    assertThat(first.rule()).isEqualTo("com.acme.shop.Mailer#transfer(java.lang.String)");
    assertThat(first.share()).isBetween(0.15, 0.6);
    assertThat(first.caveats()).isEmpty();
  }

  @Test
  void should_advise_against_what_the_page_needs() {
    assertThat(report.advices())
        .filteredOn(advice -> advice.method().startsWith("com.acme.shop.Prices#total("))
        .hasSize(1)
        .allMatch(advice -> advice.rule() == null)
        .allMatch(advice -> String.valueOf(advice.refusal()).startsWith("it returns int, which"));
  }

  @Test
  void should_advise_nothing_about_code_that_serves_no_request() {
    assertThat(report.advices()).noneMatch(advice -> advice.method().contains(".Shop#"));
  }

  @Test
  void should_advise_rules_that_the_agent_follows() throws Exception {
    File rules = new File(folder, "rules");
    Files.write(rules.toPath(), rules());

    Jvm jvm = shop(Collections.singletonList(Jvm.AGENT + "=config=" + rules), "threads");

    assertThat(jvm.exitCode).as(jvm.err).isZero();
    assertThat(jvm.err).doesNotContain("[offstage] refuses");
    assertThat(report.advices())
        .filteredOn(advice -> advice.rule() != null)
        .hasSizeGreaterThan(3)
        .allMatch(advice -> jvm.err.contains("[offstage] redirects " + advice.method() + " to "))
        // Without the servlet layer nothing copies requests, and the library runs this one inline.
        .filteredOn(advice -> !advice.method().contains("HttpServletRequest"))
        .allMatch(advice -> jvm.out.contains(nameOf(advice) + " on offstage-main-default-"));
    assertThat(jvm.out).contains("Prices#total on main", "Page#render on main");
  }

  private static String nameOf(Advice advice) {
    return advice.method().replaceAll(".*[.](.*#.*)\\(.*", "$1");
  }
}
