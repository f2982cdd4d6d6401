package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import dev.offstage.TestMode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls inside of a task, where a redirected method runs as it is written: what it then costs to
 * have been redirected.
 */
public class NotHandedOver extends Benchmarks {
  /** Runs a task on the thread that hands it over, so that the thread is inside of one. */
  @State(Scope.Benchmark)
  public static class Inside {
    private final TestMode mode = TestMode.inline();
    final PhotoShop shop = new PhotoShop();
    final PhotoLab oldShop = PhotoLab.ofJava6();
    final Photo photo = new Photo();

    /** Made by JMH. */
    public Inside() {
      Offstages.checkSetUp();
    }

    /** Stops the pool's clock. */
    @TearDown(Level.Trial)
    public void end() {
      mode.close();
    }
  }

  @Benchmark
  public void call(Inside peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    Offstage.run(
        () -> {
          for (int i = 0; i < BATCH; i++) {
            shop.develop(photo);
          }
        });
  }

  @Benchmark
  public void background(Inside peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    Offstage.run(
        () -> {
          for (int i = 0; i < BATCH; i++) {
            shop.developInBackground(photo);
          }
        });
  }

  @Benchmark
  public void backgroundOld(Inside peer) {
    PhotoLab shop = peer.oldShop;
    Photo photo = peer.photo;
    Offstage.run(
        () -> {
          for (int i = 0; i < BATCH; i++) {
            shop.developInBackground(photo);
          }
        });
  }
}
