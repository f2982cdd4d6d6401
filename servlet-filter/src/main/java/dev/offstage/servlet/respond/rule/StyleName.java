package dev.offstage.servlet.respond.rule;

import java.util.Locale;

/** By which protocol clients follow a task, as a rule names it. */
public enum StyleName {
  /** That of rules which name none. */
  OWN,
  ODATA,
  FHIR,
  AZURE;

  /** What a rule says; empty for {@link #OWN}. */
  public String text() {
    return this == OWN ? "" : name().toLowerCase(Locale.ROOT);
  }
}
