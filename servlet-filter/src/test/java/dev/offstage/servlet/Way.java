package dev.offstage.servlet;

/** By which a request returns to its webapp. */
enum Way {
  CONNECTION("connection"),
  IN_PROCESS("in-process");

  private final String value;

  Way(String value) {
    this.value = value;
  }

  /** As {@link Webapp#dropIn()}. */
  Webapp dropIn() {
    return takenBy(Webapp.dropIn());
  }

  /** As {@link Webapp#dropIn(int)}. */
  Webapp dropIn(int threads) {
    return takenBy(Webapp.dropIn(threads));
  }

  /** A webapp whose requests return by it. */
  Webapp takenBy(Webapp app) {
    return app.param("offstage.respond.way", value);
  }
}
