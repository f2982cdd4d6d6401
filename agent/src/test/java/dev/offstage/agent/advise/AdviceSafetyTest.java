package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.acme.office.LettersServlet;
import com.acme.office.OfficeServlet;
import com.acme.office.ReportsServlet;
import com.acme.office.TrapsServlet;
import com.acme.shop.ReportServlet;
import com.acme.shop.ShopServlet;
import java.io.IOException;
import java.util.Map;
import org.apache.jsp.order_jsp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be proposed, since it would cost data, and what may be all the same. */
class AdviceSafetyTest {
  private static Map<String, Assessment> office;
  private static Map<String, Assessment> reports;

  @BeforeAll
  static void serve() throws IOException {
    office = new Requests().to(new OfficeServlet()).assessments();
    reports = new Requests().to(new ReportsServlet()).assessments();
  }

  private static String refusal(Map<String, Assessment> of, String method) {
    assertThat(of).containsKey(method);
    return String.valueOf(of.get(method).refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "Tenants$Greeting#mail, it uses a ThreadLocal in com.acme.office.Tenants$OfThread#current()",
    "Tenants$Greeting#later, it uses a ThreadLocal in com.acme.office.Tenants$Greeting#later(",
    "Tenants$Greeting#given, it takes a java.util.function.Supplier",
    "Orders#place, it is the beginning of a transaction or joins one",
    "Orders#book, it is the beginning of a transaction or joins one",
    "Orders#declared, it is the beginning of a transaction",
    "Orders$Notes#write, it runs in the transaction of com.acme.office.Orders#place(",
    "Orders#store, it is called before com.acme.office.Orders#byHand(java.lang.String) ends a",
    "Orders#keep, it runs inside of what com.acme.office.Orders#doInTx(java.lang.Runnable) was",
    "Locker#inner, it runs while com.acme.office.Locker#outer() has a lock",
    "Locker#within, it runs while com.acme.office.Locker#locked() has a lock",
    "Locker#part, it runs while com.acme.office.Locker#all() has a lock",
  })
  void should_not_take_a_method_out_of_what_its_thread_has(String method, String refusal) {
    assertThat(refusal(office, method)).startsWith(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locker#free", "Tenants$Stamps#print", "Clinic#treat"})
  void should_take_what_only_looks_like_that(String method) {
    assertThat(refusal(office, method)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "Archive#ofRequest, 'its object holds a request, response or session'",
    "Archive$Rest#count, 'it uses com.acme.office.Archive$Basket, which has an object for each'",
    "Archive$Rest#store, 'it uses files, and so does what comes after it'",
    "Archive$Rest#insert, 'it uses a database, and so does what comes after it'",
    "Reports#fill, it takes a java.util.List",
    "Reports#count, it takes a int[]",
    "Reports#render, it takes a java.util.Map",
    "Reports#copy, it takes a java.io.InputStream",
    "Reports#walk, it takes a java.util.Iterator",
    "Reports#build, it takes a java.lang.StringBuilder",
    "Reports#complete, it takes a com.acme.office.Reports$Sheet",
    "Reports#number, 'it changes com.acme.office.Reports.printed, which what comes after it reads'",
    "Reports#look, 'it reads com.acme.office.Reports.seen, which what comes after it changes'",
  })
  void should_not_take_what_the_caller_goes_on_to_use(String method, String refusal) {
    assertThat(refusal(reports, method)).startsWith(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "draw, 'it uses files, and so does what comes after it'",
    "convert, 'it uses files, and so does what comes after it'",
    "print, 'it uses files, and so does what comes after it'",
    "remember, 'it changes com.acme.office.Traps.shelf, which what comes after it reads'",
    "ofThread, 'it uses com.google.common.shelf.Shelf#current, which belongs to the request''s'",
    "count, 'it changes com.acme.office.Traps.COUNTS, which what comes after it reads'",
    "greet, 'it looks which thread it runs in in com.acme.office.Traps#greet()'",
    "configure, 'it changes what all of the JVM has in com.acme.office.Traps#configure('",
    "ofOptional, 'it takes a java.util.Optional'",
    "charge, 'its failure is dealt with by com.acme.office.Traps#order(java.lang.String)'",
    "tell, null",
  })
  void should_not_fall_into_a_trap(String method, String refusal) throws IOException {
    assertThat(refusal(new Requests().to(new TrapsServlet()).assessments(), "Traps#" + method))
        .startsWith(refusal);
  }

  @Test
  void should_take_a_method_whose_caller_gives_an_object_away() {
    assertThat(refusal(reports, "Reports#print")).isEqualTo("null");
  }

  @Test
  void should_prefer_a_safe_call_of_a_library_to_a_method_of_the_application_that_is_not()
      throws IOException {
    Map<String, Advice> letters = new Requests().to(new LettersServlet()).advices();

    assertThat(letters).containsOnlyKeys("Email#send");
    assertThat(letters.get("Email#send").rule())
        .isEqualTo("org.apache.commons.mail.Email#send() returns=null");
  }

  @Test
  void should_see_what_a_page_calls() throws IOException {
    Map<String, Assessment> page = new Requests().to(new order_jsp()).assessments();

    assertThat(refusal(page, "Desk#stamp")).isEqualTo("null");
    assertThat(refusal(page, "Desk#sign"))
        .isEqualTo(
            "it returns boolean, which org.apache.jsp.order_jsp#doPost("
                + "javax.servlet.http.HttpServletRequest, javax.servlet.http.HttpServletResponse)"
                + " uses");
  }

  @Test
  void should_think_of_callers_that_were_not_seen() throws IOException {
    Map<String, Assessment> page = new Requests().to(new order_jsp()).assessments();

    assertThat(refusal(page, "Desk#file"))
        .isEqualTo("it returns int, which com.acme.office.Desk#fileTwice(java.lang.String) uses");
  }

  @Test
  void should_think_of_pages_that_are_not_compiled_yet() throws IOException {
    Map<String, Assessment> page = new Requests().to(new order_jsp()).assessments();

    assertThat(refusal(page, "Desk#weigh"))
        .isEqualTo("it returns int, which com/acme/office/page.jsp may use");
  }

  @Test
  void should_never_speak_from_one_request() throws IOException {
    assertThat(new Requests().onceOnly().to(new ShopServlet()).advices().values())
        .isNotEmpty()
        .allMatch(advice -> advice.rule() == null)
        .anyMatch(advice -> String.valueOf(advice.refusal()).contains("too few requests"));
  }

  @Test
  void should_offer_an_early_answer_where_no_method_is_safe() throws IOException {
    AdviceReport report =
        new Requests()
            .at("POST", "/orders/17")
            .to(new ShopServlet())
            .at("GET", "/reports/year")
            .to(new ReportServlet())
            .to(new ReportServlet())
            .to(new ReportServlet())
            .at("GET", "/reports/once")
            .to(new ReportServlet())
            .report();

    assertThat(report.urls())
        .extracting(UrlAdvice::url, UrlAdvice::requests, UrlAdvice::respond)
        .containsExactly(
            tuple("POST /orders/*", 1, null),
            tuple("GET /reports/year", 3, "GET /reports/year always page"),
            tuple("GET /reports/once", 1, null));
    assertThat(report.urls().get(0).methods())
        .containsEntry("com.acme.shop.Mailer#transfer(java.lang.String)", 300L);
  }

  @Test
  void should_not_hand_over_what_takes_no_time() throws IOException {
    Requests requests = new Requests().at("GET", "/letters");
    requests.stats().add(4000);
    for (int i = 0; i < 999; i++) {
      requests.stats().add(1);
    }

    assertThat(requests.to(new LettersServlet()).advices().values())
        .hasSize(1)
        .allMatch(advice -> "it takes too little time to be handed over".equals(advice.refusal()));
  }
}
