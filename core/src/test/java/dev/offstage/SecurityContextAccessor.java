package dev.offstage;

import io.micrometer.context.ThreadLocalAccessor;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Behaves as the one that Spring Security has from 6.5 on: it gives the context itself away. */
final class SecurityContextAccessor implements ThreadLocalAccessor<SecurityContext> {
  @Override
  public Object key() {
    return SecurityContext.class.getName();
  }

  @Override
  public SecurityContext getValue() {
    SecurityContext context = SecurityContextHolder.getContext();
    return context.equals(SecurityContextHolder.createEmptyContext()) ? null : context;
  }

  @Override
  public void setValue(SecurityContext context) {
    SecurityContextHolder.setContext(context);
  }

  @Override
  public void setValue() {
    SecurityContextHolder.clearContext();
  }
}
