package dev.offstage.servlet;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has the library believe that there is an agent, which may redirect calls with a request. */
final class WithAgent implements BeforeEachCallback, AfterEachCallback {
  private static final String VERSION = "dev.offstage.agent.version";

  @Override
  public void beforeEach(ExtensionContext context) {
    System.setProperty(VERSION, "0.test");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.clearProperty(VERSION);
  }
}
