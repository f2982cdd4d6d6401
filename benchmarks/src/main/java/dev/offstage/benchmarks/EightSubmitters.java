package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Eight threads hand over at once. */
public class EightSubmitters extends SeveralSubmitters {
  /** The threads. */
  @State(Scope.Benchmark)
  public static class Threads extends Crew {
    /** Made by JMH. */
    public Threads() {
      super(8);
    }
  }

  /** Its worker takes nothing. */
  public static class Linked extends Peers.Linked {
    /** Made by JMH. */
    public Linked() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(TASKS);
    }
  }

  /** Its worker takes nothing. */
  public static class Ours extends Peers.Ours {
    /** Made by JMH. */
    public Ours() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(TASKS);
    }
  }

  @Benchmark
  public void linked(Linked peer, Threads threads) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    threads.all(() -> peer.executor.execute(() -> shop.develop(photo)));
  }

  @Benchmark
  public void offstageRun(Ours peer, Threads threads) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    threads.all(() -> Offstage.run(() -> shop.develop(photo)));
  }
}
