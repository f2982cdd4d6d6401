package dev.offstage.servlet.boot;

import dev.offstage.boot.BootRuntime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What a Spring Boot application with a servlet container has. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnOwnServletApi.class)
public class ServletAutoConfiguration {
  /** Made by Spring. */
  public ServletAutoConfiguration() {}

  // By name: once a server has migrated the jar, both halves of it are for the same API.
  @Bean
  @ConditionalOnMissingBean(name = "offstageServletStart")
  ServletStart offstageServletStart(ConfigurableApplicationContext context, BootRuntime runtime) {
    return new ServletStart(context, runtime);
  }
}
