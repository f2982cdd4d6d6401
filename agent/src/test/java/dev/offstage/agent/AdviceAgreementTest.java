package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.InvoiceServlet;
import com.acme.shop.NewsServlet;
import com.acme.shop.ShopServlet;
import dev.offstage.agent.advise.Advice;
import dev.offstage.agent.advise.Requests;
import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that is advised is one that the agent follows. */
class AdviceAgreementTest {
  @ParameterizedTest
  @ValueSource(classes = {ShopServlet.class, NewsServlet.class, InvoiceServlet.class})
  void should_redirect_exactly_the_method_of_each_advice(Class<? extends HttpServlet> servlet)
      throws Exception {
    Requests requests = new Requests().to(servlet.getConstructor().newInstance());

    assertThat(requests.advices().values())
        .filteredOn(advice -> advice.rule() != null)
        .hasSizeGreaterThan(1)
        .allSatisfy(AdviceAgreementTest::isFollowed);
  }

  private static void isFollowed(Advice advice) throws IOException {
    ClassLoader loader = AdviceAgreementTest.class.getClassLoader();
    String type = advice.method().substring(0, advice.method().indexOf('#'));
    Rules rules = Rules.parse(advice.rule(), "advice");
    assertThat(rules.mistakes()).isEmpty();

    Redirector.Result result =
        Redirector.redirect(loader, type, ClassFiles.of(loader, type), rules.list());

    assertThat(result.classFile).isNotNull();
    assertThat(result.verdicts)
        .hasSize(1)
        .allMatch(verdict -> verdict.isRedirected() && verdict.method().equals(advice.method()));
  }
}
