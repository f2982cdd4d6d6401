package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAgent.class)
class BrokenAgentTest {
  private final LogRecords log = new LogRecords();

  @AfterEach
  void forget() {
    log.close();
  }

  @Test
  void whatever_goes_wrong_with_the_agent_the_webapp_starts_and_says_so() throws Exception {
    Webapp app = Webapp.dropIn();
    app.context.addEventListener(
        new ServletContextAttributeListener() {
          @Override
          public void attributeAdded(ServletContextAttributeEvent event) {
            if (event.getName().endsWith(".uncheckedRedirects")) {
              throw new IllegalStateException("not this one");
            }
          }
        });
    try (app) {
      app.start();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("the rules did not reach the agent: ", "not this one");
      assertThat(Offstage.call(() -> "works").join()).isEqualTo("works");
    }
  }
}
