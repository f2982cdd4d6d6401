package dev.offstage.boot;

import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every Spring Boot application with the jar has, with or without a servlet container. */
@Configuration(proxyBeanMethods = false)
public class OffstageAutoConfiguration {
  /** Made by Spring. */
  public OffstageAutoConfiguration() {}

  @Bean
  static BootRuntime offstageRuntime() {
    return new BootRuntime();
  }

  @Bean
  static ProgramStart offstageProgramStart(ApplicationContext context, BootRuntime runtime) {
    return new ProgramStart(context, runtime);
  }

  /** Health for the actuator of Spring Boot 2 and 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "org.springframework.boot.actuate.health.HealthIndicator",
        "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
      })
  static class OfBoot3 {
    @Bean
    @ConditionalOnEnabledHealthIndicator("offstage")
    Boot3Health offstageHealthIndicator(BootRuntime runtime) {
      return new Boot3Health(runtime);
    }
  }

  /** Health for that of Spring Boot 4, which has its classes elsewhere. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class OfBoot4 {
    @Bean
    @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
        "offstage")
    Boot4Health offstageHealthIndicator(BootRuntime runtime) {
      return new Boot4Health(runtime);
    }
  }
}
