package dev.offstage.benchmarks;

import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.CompilerControl;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** A bean of a Spring application, called through the proxy that Spring makes. */
public class SpringPhotoShop {
  /** Does the work on Spring's executor. */
  @Async
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public void develop(Photo photo) {
    photo.process();
  }

  /** What makes Spring look for {@link Async}. */
  @Configuration
  @EnableAsync(proxyTargetClass = true)
  public static class WithAsync {}

  /** An application with this bean, and with the executor under the name that Spring looks for. */
  static <E extends Executor> AnnotationConfigApplicationContext application(
      Class<E> type, E executor) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean("taskExecutor", type, () -> executor);
    context.register(WithAsync.class, SpringPhotoShop.class);
    context.refresh();
    return context;
  }
}
