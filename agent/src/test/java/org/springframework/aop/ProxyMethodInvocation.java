package org.springframework.aop;

import org.aopalliance.intercept.MethodInvocation;

public interface ProxyMethodInvocation extends MethodInvocation {
  void setArguments(Object... arguments);

  MethodInvocation invocableClone(Object... arguments);
}
