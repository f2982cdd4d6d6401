package dev.offstage.internal.codec;

/** The superclass of beans. */
class Numbered {
  private long id = -1;

  long id() {
    return id;
  }

  void id(long id) {
    this.id = id;
  }
}
