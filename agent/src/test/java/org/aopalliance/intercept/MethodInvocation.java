package org.aopalliance.intercept;

import java.lang.reflect.Method;

/** Stands for the real one, as all of Spring's classes here: loading those takes too long. */
public interface MethodInvocation {
  Method getMethod();

  Object getThis();

  Object[] getArguments();

  Object proceed() throws Throwable;
}
