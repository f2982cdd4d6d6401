package dev.offstage.durable.bean;

import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

/** Runs on every version of Spring since 3.2. */
public final class StubSpringMail implements SpringMail {
  private final GenericApplicationContext context = new GenericApplicationContext();

  public StubSpringMail() {
    context.setClassLoader(StubSpringMail.class.getClassLoader());
  }

  private static RootBeanDefinition mailer(String host) {
    RootBeanDefinition definition = new RootBeanDefinition(PostMailer.class);
    definition.getConstructorArgumentValues().addGenericArgumentValue(host);
    return definition;
  }

  @Override
  public void define(String name, String scope, boolean primary) {
    RootBeanDefinition definition = mailer(name);
    definition.setScope(scope);
    definition.setPrimary(primary);
    context.registerBeanDefinition(name, definition);
  }

  @Override
  public void defineProxied(String name) {
    MethodBeforeAdvice advice =
        (method, arguments, target) -> PostMailer.SENT.add("before " + method.getName());
    RootBeanDefinition proxy = new RootBeanDefinition(ProxyFactoryBean.class);
    proxy.getPropertyValues().add("interfaces", new Class<?>[] {Mailer.class});
    proxy.getPropertyValues().add("target", mailer(name));
    proxy.getPropertyValues().add("interceptorNames", "advice");
    context.getBeanFactory().registerSingleton("advice", advice);
    context.registerBeanDefinition(name, proxy);
  }

  @Override
  public void defineOfRequest(String name) {
    RootBeanDefinition definition = mailer(name);
    definition.setScope("request");
    BeanDefinitionHolder proxy =
        ScopedProxyUtils.createScopedProxy(
            new BeanDefinitionHolder(definition, name), context, false);
    context.registerBeanDefinition(name, proxy.getBeanDefinition());
  }

  @Override
  public void start() {
    context.refresh();
    context.start();
  }

  @Override
  public Object context() {
    return context;
  }

  @Override
  public Mailer bean(String name) {
    return (Mailer) context.getBean(name);
  }
}
