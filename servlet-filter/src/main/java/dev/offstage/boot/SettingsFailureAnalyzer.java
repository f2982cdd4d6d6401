package dev.offstage.boot;

import dev.offstage.SettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print what is wrong with a setting in place of a stack trace. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<SettingsException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, SettingsException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()), "Correct these properties.", cause);
  }
}
