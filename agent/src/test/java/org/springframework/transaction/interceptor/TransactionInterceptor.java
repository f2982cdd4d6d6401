package org.springframework.transaction.interceptor;

import dev.offstage.agent.app.Calls;
import org.aopalliance.intercept.MethodInvocation;

public class TransactionInterceptor {
  public Object invoke(MethodInvocation invocation) throws Throwable {
    Calls.add("begin transaction");
    try {
      return invocation.proceed();
    } finally {
      Calls.add("end transaction");
    }
  }
}
