package dev.offstage.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.transaction.interceptor.TransactionInterceptor",
        "org.springframework.cache.interceptor.CacheInterceptor",
        "com.acme.Shop$Proxy$_$$_WeldSubclass",
        "com.acme.Shop$$OwbInterceptProxy0"
      })
  void should_know_what_opens_something_around_a_method(String type) {
    assertThat(SurroundingNames.include(type)).isTrue();
  }

  /** The object of a scope must be looked up by the caller, and an executor is no place to wait. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Shop$Proxy$_$$_WeldClientProxy",
        "com.acme.Shop$$OwbNormalScopeProxy0",
        "com.acme.Shop$$EnhancerBySpringCGLIB$$7ab1c2",
        "com.acme.Shop$$SpringCGLIB$$0",
        "com.sun.proxy.$Proxy12",
        "org.springframework.aop.interceptor.AsyncExecutionInterceptor",
        "com.acme.TransactionInterceptor"
      })
  void should_leave_other_proxies_alone(String type) {
    assertThat(SurroundingNames.include(type)).isFalse();
  }
}
