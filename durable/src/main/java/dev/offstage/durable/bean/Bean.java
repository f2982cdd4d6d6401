package dev.offstage.durable.bean;

import org.jspecify.annotations.Nullable;

/** An object that the application's framework has, or makes. Its text is for messages. */
public interface Bean {
  /** Whether this object is the bean, as its callers know it or as it is behind its proxy. */
  boolean is(Object object);

  /**
   * Does something with it, as its callers know it: with what surrounds it.
   *
   * @throws Exception what the work throws, or the framework
   */
  @Nullable Object with(Work work) throws Exception;

  /** What is done with it. */
  @FunctionalInterface
  interface Work {
    @Nullable Object on(Object bean) throws Exception;
  }
}
