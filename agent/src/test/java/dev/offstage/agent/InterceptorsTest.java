package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Transfers;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that a proxy surrounds with a transaction or with something else. */
class InterceptorsTest {
  private static final String TRANSFERS = Transfers.class.getName();
  private static final String SPRING = "org.springframework.transaction.annotation.Transactional";

  private static List<String> warnings(String type, String rule) {
    ClassLoader loader = Transfers.class.getClassLoader();
    Report report = new Report(new Printer(new PrintStream(new ByteArrayOutputStream())));
    new RedirectTransformer(
            new LoaderGate(), new RuleBook(Rules.parse(type + rule, "shop.rules").list()), report)
        .transform(loader, type.replace('.', '/'), null, null, ClassFiles.of(loader, type));
    return report.all().stream()
        .map(Verdict::warnings)
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'', #transfer, @" + SPRING + ": its transaction ends before the body runs",
    "'', #book, Transfers$InABooking: its transaction ends before the body runs",
    "'', #audit, Transfers$Audited: its interceptors are done before the body runs",
    "$Bean, #pay, @jakarta.ejb.Stateless on dev.offstage.agent.app.Transfers$Bean: the EJB's",
    "$Below, #settle, @" + SPRING + " on dev.offstage.agent.app.Transfers$Base: its transaction"
  })
  void should_warn_of_what_ends_before_the_body_runs(String nested, String method, String warning) {
    assertThat(warnings(TRANSFERS + nested, method + (nested.isEmpty() ? "()" : "")))
        .anyMatch(line -> line.contains(warning));
  }

  @Test
  void should_not_warn_of_a_method_that_nothing_surrounds_or_that_stays_as_it_is() {
    assertThat(warnings(TRANSFERS, "#plain"))
        // Of the method that is marked, in the same class.
        .singleElement()
        .asString()
        .contains(SPRING);
    assertThat(warnings(TRANSFERS + "$Below", "#refused")).isEmpty();
  }

  @Test
  void should_say_it_once_in_the_log_when_the_class_is_loaded() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    RedirectTransformer transformer =
        new RedirectTransformer(
            new LoaderGate(),
            new RuleBook(Rules.NONE.list()),
            new Report(new Printer(new PrintStream(printed, true))));
    for (int i = 0; i < 2; i++) {
      transformer.transform(
          getClass().getClassLoader(),
          TRANSFERS.replace('.', '/'),
          null,
          null,
          ClassFiles.of(Transfers.class));
    }

    String warning = "[offstage] warning: " + TRANSFERS + "#transfer() has @" + SPRING;
    Awaitility.await().until(() -> printed.toString().contains(warning));
    assertThat(printed.toString().split("warning: ", -1)).hasSize(2);
  }
}
