package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Spring Security's context, where context-propagation does not take it along: the library's
 * accessor came with 6.5.
 */
final class SpringSecurityCarrier implements ContextCarrier {
  private final SecurityContexts copies = SecurityContexts.find();

  @Override
  public @Nullable Object capture() {
    Object own = own();
    return own == null ? null : copies.copy(own);
  }

  private static @Nullable Object own() {
    SecurityContext context = SecurityContextHolder.getContext();
    return context.getAuthentication() == null ? null : context;
  }

  @Override
  public @Nullable Object apply(@Nullable Object captured) {
    Object previous = own();
    // The items of a batch share what was captured, but not a login or logout of one of them.
    restore(captured == null ? null : copies.copy(captured));
    return previous;
  }

  @Override
  public void restore(@Nullable Object previous) {
    if (previous == null) {
      SecurityContextHolder.clearContext();
    } else {
      SecurityContextHolder.setContext((SecurityContext) previous);
    }
  }

  @Override
  public String toString() {
    return "login of Spring Security";
  }
}
