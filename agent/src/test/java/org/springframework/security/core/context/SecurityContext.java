package org.springframework.security.core.context;

import org.springframework.security.core.Authentication;

/** Stands for Spring's. */
public interface SecurityContext {
  Authentication getAuthentication();
}
