package dev.offstage.benchmarks;

/** Two threads hand over at once. */
public class TwoSubmitters extends SeveralSubmitters {
  /** Made by JMH. */
  public TwoSubmitters() {
    super(2);
  }
}
