package dev.offstage.agent.advise.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transactions that nothing in the code tells of. */
class XmlTransactionsTest {
  private static final String TX = "<beans xmlns:tx='http://www.springframework.org/schema/tx'>";

  private static XmlTransactions of(String xml) {
    XmlTransactions transactions = new XmlTransactions();
    transactions.add(xml);
    return transactions;
  }

  @ParameterizedTest
  @CsvSource({
    "'execution(* com.acme.Orders.place(..))', true",
    "'execution(public void com.acme..*.*(..))', true",
    "'execution(* com.acme.*.pl*(String))', true",
    "'execution(* *(..))', true",
    "'within(com.acme..*)', true",
    "'execution(* com.acme.Orders.find(..)) || within(com.acme.Orders)', true",
    "'bean(orders)', true",
    "'execution(* com.acme.Orders.find(..))', false",
    "'execution(* com.acme.web..*.*(..))', false",
  })
  void should_understand_pointcuts_and_take_others_for_everything(String pointcut, boolean isMet) {
    String xml = TX + "<aop:advisor advice-ref='tx' pointcut='" + pointcut + "'/></beans>";

    assertThat(of(xml).matches("com.acme.Orders", "place")).isEqualTo(isMet);
  }

  @Test
  void should_know_the_classes_that_old_proxies_and_servers_wrap() {
    assertThat(
            of("<bean class='org.TransactionProxyFactoryBean'/><bean class='com.acme.Orders'/>")
                .matches("com.acme.Orders", "place"))
        .isTrue();
    assertThat(
            of("<ejb-jar><ejb-class>com.acme.Orders</ejb-class></ejb-jar>")
                .matches("com.acme.Orders", "place"))
        .isTrue();
  }

  @Test
  void should_pass_over_comments_and_aspects_that_are_none_of_transactions() {
    String advisor = "<aop:advisor pointcut='execution(* com.acme..*.*(..))'/>";

    assertThat(of(TX + "<!--" + advisor + "--></beans>").matches("com.acme.Orders", "place"))
        .isFalse();
    assertThat(of("<beans>" + advisor + "</beans>").matches("com.acme.Orders", "place")).isFalse();
  }
}
