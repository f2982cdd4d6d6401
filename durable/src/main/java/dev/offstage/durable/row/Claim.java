package dev.offstage.durable.row;

/**
 * Which row it is, and as whose: what its holder says counts only as long as nobody else has it.
 */
public final class Claim {
  public final String id;
  public final String name;
  public final long version;

  public Claim(String id, String name, long version) {
    this.id = id;
    this.name = name;
    this.version = version;
  }

  /** The same after the row was written once more. */
  Claim next() {
    return new Claim(id, name, version + 1);
  }
}
