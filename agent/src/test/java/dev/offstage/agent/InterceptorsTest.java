package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Transfers;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.ClassPlan;
import dev.offstage.agent.weave.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that a proxy surrounds with a transaction or with something else. */
class InterceptorsTest {
  private static final String TRANSFERS = Transfers.class.getName();
  private static final String BEAN = TRANSFERS + "$Bean";
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

  /**
   * As a build does, after which nobody changes what surrounds the method. By reflection, since the
   * built jar names Byte Buddy's classes otherwise.
   */
  private static List<String> warningsOfBuild(String type, String rule) {
    try {
      Method plan =
          Arrays.stream(ClassPlan.class.getMethods())
              .filter(method -> method.getName().equals("of"))
              .findFirst()
              .orElseThrow(AssertionError::new);
      Object described =
          Class.forName(plan.getParameterTypes()[0].getName() + "$ForLoadedType")
              .getMethod("of", Class.class)
              .invoke(null, Class.forName(type));
      List<Rule> rules = Rules.parse(type + rule, "shop.rules").list();
      return ((ClassPlan) plan.invoke(null, described, rules, false))
          .verdicts().stream()
              .map(Verdict::warnings)
              .flatMap(List::stream)
              .collect(Collectors.toList());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', #transfer, @" + SPRING + ": its transaction ends before the body runs",
    "'', #book, Transfers$InABooking: its transaction ends before the body runs",
    "'', #audit, Transfers$Audited: its interceptors are done before the body runs",
    "$Below, #settle, @" + SPRING + " on dev.offstage.agent.app.Transfers$Base: its transaction"
  })
  void should_warn_a_build_of_what_only_an_agent_can_put_the_body_into(
      String nested, String method, String warning) {
    String rule = method + (nested.isEmpty() ? "()" : "");
    assertThat(warningsOfBuild(TRANSFERS + nested, rule)).anyMatch(line -> line.contains(warning));
    assertThat(warnings(TRANSFERS + nested, rule)).isEmpty();
  }

  @Test
  void should_warn_of_what_ends_before_the_body_runs() {
    String warning = "@jakarta.ejb.Stateless on dev.offstage.agent.app.Transfers$Bean: the EJB's";
    assertThat(warnings(TRANSFERS + "$Bean", "#pay")).anyMatch(line -> line.contains(warning));
    assertThat(warningsOfBuild(TRANSFERS + "$Bean", "#pay"))
        .anyMatch(line -> line.contains(warning));
  }

  @Test
  void should_not_warn_of_a_method_that_nothing_surrounds_or_that_stays_as_it_is() {
    assertThat(warningsOfBuild(TRANSFERS, "#plain"))
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
            new RuleBook(Rules.parse(BEAN + "#pay", "shop.rules").list()),
            new Report(new Printer(new PrintStream(printed, true))));
    for (int i = 0; i < 2; i++) {
      transformer.transform(
          getClass().getClassLoader(),
          BEAN.replace('.', '/'),
          null,
          null,
          ClassFiles.of(Transfers.Bean.class));
    }

    String warning = "[offstage] warning: " + BEAN + "#pay() has @jakarta.ejb.Stateless";
    Awaitility.await().until(() -> printed.toString().contains(warning));
    assertThat(printed.toString().split("warning: ", -1)).hasSize(2);
  }
}
