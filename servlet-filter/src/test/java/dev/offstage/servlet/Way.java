package dev.offstage.servlet;

/** By which a request returns to its webapp. */
enum Way {
  CONNECTION("connection"),
  IN_PROCESS("in-process");

  private final String value;

  Way(String value) {
    this.value = value;
  }

  /** A webapp that uses it. */
  Webapp set(Webapp app) {
    return app.param("offstage.respond.way", value);
  }
}
