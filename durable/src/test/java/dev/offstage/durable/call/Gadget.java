package dev.offstage.durable.call;

/** Not named by any signature: whoever makes one, or only loads it, has broken out. */
@SuppressWarnings("unused")
final class Gadget {
  static {
    System.setProperty("gadget", "loaded");
  }

  private Gadget() {
    throw new AssertionError("made");
  }
}
