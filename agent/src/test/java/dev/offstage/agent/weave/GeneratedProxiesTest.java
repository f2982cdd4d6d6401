package dev.offstage.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.rules.Rules;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as frameworks and compilers write them. */
class GeneratedProxiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.proxy.$Proxy12",
        "jdk.proxy2.$Proxy5",
        "$Proxy0",
        "com.acme.Shop$$EnhancerBySpringCGLIB$$7ab1c2",
        "com.acme.Shop$$EnhancerByCGLIB$$7ab1c2",
        "com.acme.Shop$$FastClassBySpringCGLIB$$7ab1c2",
        "com.acme.Shop$$SpringCGLIB$$0",
        "com.acme.Shop$$SpringCGLIB$$FastClass$$1",
        "com.acme.Shop$$EnhancerByGuice$$12ab",
        "com.acme.Shop_$$_javassist_3",
        "com.acme.Shop_$$_jvst4ae_0",
        "com.acme.Shop$Proxy$_$$_WeldClientProxy",
        "com.acme.Shop$Proxy$_$$_WeldSubclass",
        "com.acme.Shop$$$view12",
        "com.acme.Shop$$OwbNormalScopeProxy0",
        "com.acme.Shop$$OwbInterceptProxy0",
        "com.acme.Shop$HibernateProxy$aB3xY",
        "com.acme.Shop$HibernateProxy",
        "com.acme.Shop$HibernateInstantiator$aB3xY",
        "com.acme.$Shop$Definition$Intercepted",
        "com.acme.$Shop$Intercepted",
        "com.acme.Shop$ByteBuddy$aB3xY",
        "com.acme.Shop$MockitoMock$1234",
        "com.acme.Shop$$Lambda$12",
        "com.acme.Shop$$Lambda/0x00000008000c1000"
      })
  void should_know_a_proxy_by_its_name(String type) {
    assertThat(GeneratedProxies.hasName(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M2$$anon$1",
        "com.acme.Shop$$anon$1",
        "com.acme.Shop$$anonfun$send$1",
        "com.acme.Shop$",
        "com.acme.Shop$Mailer$",
        "com.acme.Shop$send$$inlined$map$1",
        "com.acme.Shop$$serializer",
        "com.acme.Shop$package$",
        "com.acme.Shop$Proxy",
        "com.acme.Shop$ProxyFactory",
        "com.acme.CGLIBTools",
        "com.acme.Hibernate$Proxy",
        "com.acme.Mail_Subclass",
        "com.acme.Mail_ClientProxy",
        "com.acme.Intercepted",
        "com.acme.Proxy12",
        "com.acme.cglib$$x.Shop"
      })
  void should_not_take_what_a_compiler_or_a_person_named_for_a_proxy(String type) {
    assertThat(GeneratedProxies.hasName(type)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.quarkus.arc.ClientProxy",
        "io.quarkus.arc.Subclass",
        "io.micronaut.aop.Intercepted",
        "org.hibernate.proxy.HibernateProxy",
        "org.springframework.aop.SpringProxy"
      })
  void should_not_mean_by_a_rule_about_the_classes_below_what_implements(String marker) {
    assertThat(
            RulesOfType.of(
                "com.acme.Mail_Subclass",
                Rules.parse("com.acme.Mail+#send", "here").list(),
                () -> new LinkedHashSet<>(Arrays.asList("com.acme.Mail", marker))))
        .isEmpty();
    assertThat(
            RulesOfType.of(
                "com.acme.Mail_Subclass",
                Rules.parse("com.acme.Mail+#send", "here").list(),
                () -> Collections.singleton("com.acme.Mail")))
        .hasSize(1);
  }
}
