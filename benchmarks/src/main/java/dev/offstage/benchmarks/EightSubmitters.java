package dev.offstage.benchmarks;

/** Eight threads hand over at once. */
public class EightSubmitters extends SeveralSubmitters {
  /** Made by JMH. */
  public EightSubmitters() {
    super(8);
  }
}
