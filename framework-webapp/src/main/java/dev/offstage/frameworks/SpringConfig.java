package dev.offstage.frameworks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
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

  /** The one that hands over. */
  @Bean
  public SpringTasks tasks() {
    return new SpringTasks();
  }

  /** For uploads, by the container. */
  @Bean
  public MultipartResolver multipartResolver() {
    return new StandardServletMultipartResolver();
  }
}
