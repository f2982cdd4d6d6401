package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.InvoiceServlet;
import com.acme.shop.NewsServlet;
import com.acme.shop.ReportServlet;
import com.acme.shop.ShopServlet;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is advised for requests whose stacks are known. */
class AdviceTest {
  private Map<String, Advice> shop() throws IOException {
    return new Requests().to(new ShopServlet()).advices();
  }

  @Test
  void should_list_what_can_be_redirected_and_then_what_cannot_the_slowest_first()
      throws IOException {
    assertThat(shop())
        .containsOnlyKeys(
            "Mailer#transfer",
            "Audit#log",
            "Stock#reserve",
            "History#add",
            "CsvExport#write",
            "Prices#total",
            "Tracker#track",
            "Page#render")
        .extractingFromEntries(entry -> entry.getValue().millis())
        .containsExactly(300L, 120L, 100L, 80L, 70L, 150L, 100L, 90L);
  }

  @Test
  void should_know_the_share_of_all_requests() throws IOException {
    Advice advice = shop().get("Mailer#transfer");

    assertThat(advice.share()).isEqualTo(30 / 101.0);
    assertThat(advice).hasToString("30 % com.acme.shop.Mailer#transfer(java.lang.String)");
  }

  @Test
  void should_have_nothing_against_a_method_that_returns_nothing() throws IOException {
    Advice advice = shop().get("Mailer#transfer");

    assertThat(advice.rule()).isEqualTo("com.acme.shop.Mailer#transfer(java.lang.String)");
    assertThat(advice.refusal()).isNull();
    assertThat(advice.caveats()).isEmpty();
  }

  @Test
  void should_return_something_in_place_of_a_result_that_nobody_uses() throws IOException {
    Advice advice = shop().get("Audit#log");

    assertThat(advice.rule()).isEqualTo("com.acme.shop.Audit#log(java.lang.String) returns=true");
    assertThat(advice.caveats())
        .containsExactly(
            "It returns boolean, which no caller uses: callers get what returns= says.",
            "A task's failure (java.io.IOException) is logged, and its caller goes on.");
  }

  @Test
  void should_see_through_the_methods_that_the_compiler_makes() throws IOException {
    assertThat(shop().get("CsvExport#write").rule())
        .isEqualTo("com.acme.shop.CsvExport#write(java.lang.String) returns=null");
  }

  @Test
  void should_say_who_uses_a_result() throws IOException {
    Advice advice = shop().get("Prices#total");

    assertThat(advice.rule()).isNull();
    assertThat(advice.refusal())
        .isEqualTo(
            "it returns int, which com.acme.shop.ShopServlet#doPost("
                + "javax.servlet.http.HttpServletRequest, javax.servlet.http.HttpServletResponse)"
                + " uses");
  }

  @Test
  void should_take_the_lock_only_with_a_warning() throws IOException {
    Advice advice = shop().get("Stock#reserve");

    assertThat(advice.rule()).isEqualTo("com.acme.shop.Stock#reserve(int) synchronized=yes");
    assertThat(advice.caveats()).hasSize(1).first().asString().startsWith("A task holds its lock ");
  }

  @Test
  void should_find_a_thread_local_a_few_calls_away() throws IOException {
    assertThat(shop().get("Tracker#track").refusal())
        .isEqualTo(
            "it uses a ThreadLocal in com.acme.shop.Login#user(), which a task does not have");
  }

  @Test
  void should_say_that_a_request_is_copied_and_a_response_is_not() throws IOException {
    Map<String, Advice> shop = shop();

    assertThat(shop.get("History#add").rule()).isNotNull();
    assertThat(shop.get("History#add").caveats())
        .containsExactly("It takes a javax.servlet.http.HttpServletRequest: the task gets a copy.");
    assertThat(shop.get("Page#render").refusal())
        .startsWith("it takes a javax.servlet.http.HttpServletResponse, ");
  }

  @Test
  void should_warn_of_a_caller_that_goes_on_too_early() throws IOException {
    assertThat(invoices().get("Invoices#print").caveats())
        .containsExactly(
            "Its caller com.acme.shop.Invoices#issue() goes on before it is done; a rule for that"
                + " method covers both.");
  }

  @Test
  void should_name_the_well_known_holders_of_thread_locals() throws IOException {
    assertThat(invoices().get("Invoices#sign").refusal())
        .isEqualTo(
            "it uses org.springframework.security.core.context.SecurityContextHolder in"
                + " com.acme.shop.Invoices#sign(), which belongs to the request's thread");
  }

  @Test
  void should_take_a_future_although_its_result_is_used() throws IOException {
    Advice advice = invoices().get("Invoices#rate");

    assertThat(advice.rule()).isEqualTo("com.acme.shop.Invoices#rate()");
    assertThat(advice.caveats()).hasSize(1).first().asString().startsWith("It returns a future: ");
  }

  private Map<String, Advice> invoices() throws IOException {
    return new Requests().to(new InvoiceServlet()).advices();
  }

  @Test
  void should_name_the_users_of_a_helper_and_not_the_helper() throws IOException {
    Map<String, Advice> news = new Requests().to(new NewsServlet()).advices();

    assertThat(news)
        .containsOnlyKeys("NewsServlet#store", "NewsServlet#index", "NewsServlet#publish");
    assertThat(news.get("NewsServlet#index").rule())
        .isEqualTo("com.acme.shop.NewsServlet#index(int) returns=true");
    assertThat(news.get("NewsServlet#publish").caveats())
        .containsExactly(
            "It runs inside com.acme.shop.NewsServlet#store(): a rule for one of the two is"
                + " enough.");
  }

  @Test
  void should_name_the_innermost_method_where_nothing_can_be_redirected() throws IOException {
    assertThat(new Requests().to(new ReportServlet()).advices())
        .containsOnlyKeys("ReportServlet#query");
  }

  @Test
  void should_leave_out_what_takes_little_time_but_say_where_the_rest_of_it_is()
      throws IOException {
    Requests requests = new Requests().to(new ShopServlet());
    for (int i = 0; i < 10; i++) {
      requests.to(new NewsServlet());
    }

    assertThat(requests.advices())
        .containsOnlyKeys(
            "NewsServlet#store", "NewsServlet#index", "NewsServlet#publish", "ShopServlet#doPost");
  }
}
