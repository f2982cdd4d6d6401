package dev.offstage.containers.program;

import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;

/** An aspect on methods that are redirected. */
@Aspect
public class Watch {
  @Before("execution(* Shop.order(..)) || execution(* Shop.price(..))")
  public void before(JoinPoint point) {
    String method = point.getSignature().getName();
    System.out.println("aspect: " + method + " on " + Thread.currentThread().getName());
  }
}
