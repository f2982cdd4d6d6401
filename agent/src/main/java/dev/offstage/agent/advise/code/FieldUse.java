package dev.offstage.agent.advise.code;

/** A field that a method reads or writes. Immutable. */
public final class FieldUse {
  /** With its class. */
  public final String name;

  public final String descriptor;
  public final boolean isWrite;

  /** The index of the instruction in its method. */
  public final int position;

  FieldUse(String owner, String name, String descriptor, boolean isWrite, int position) {
    this.name = owner.replace('/', '.') + "." + name;
    this.descriptor = descriptor;
    this.isWrite = isWrite;
    this.position = position;
  }
}
