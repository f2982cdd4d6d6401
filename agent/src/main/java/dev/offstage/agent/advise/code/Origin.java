package dev.offstage.agent.advise.code;

/** Whose code a class is. */
public enum Origin {
  /** Its code is looked through, whatever calls it. */
  APPLICATION,
  /** Worth redirecting only where the application's own code calls it. */
  LIBRARY,
  /** The JDK, servers, frameworks, drivers and generated proxies: never redirected. */
  RUNTIME
}
