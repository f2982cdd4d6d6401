package dev.offstage.servlet.respond;

import java.util.Locale;

/** By which protocol clients follow a task, as a rule names it. */
enum StyleName {
  /** That of rules which name none. */
  OWN,
  ODATA,
  FHIR,
  AZURE;

  /** What a rule says; empty for {@link #OWN}. */
  String text() {
    return this == OWN ? "" : name().toLowerCase(Locale.ROOT);
  }
}
