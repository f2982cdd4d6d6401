package dev.offstage.frameworks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The context of the DispatcherServlet. */
@Configuration
@EnableWebMvc
public class SpringConfig {
  /** The controller. */
  @Bean
  public SpringReports reports() {
    return new SpringReports();
  }
}
