package dev.offstage;

/** At least one setting is wrong; the message names each with its value, source and range. */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line for each bad setting
   */
  public SettingsException(String message) {
    super(message);
  }
}
