package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Hands tasks over that stay in the queue: the one worker is busy. Nobody is woken, which makes it
 * the repeatable one of the modes.
 */
public class WorkersBusy extends Benchmarks {
  /** Its worker takes nothing. */
  public static class Linked extends Peers.Linked {
    /** Made by JMH. */
    public Linked() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(BATCH);
    }
  }

  /** Its worker takes nothing. */
  public static class Array extends Peers.Array {
    /** Made by JMH. */
    public Array() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(BATCH);
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
      empty(BATCH);
    }
  }

  /** Its worker takes nothing. */
  public static class Spring extends Peers.Spring {
    /** Made by JMH. */
    public Spring() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(BATCH);
    }
  }

  @Benchmark
  public void linked(Linked peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      peer.executor.execute(() -> shop.develop(photo));
    }
  }

  @Benchmark
  public void array(Array peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      peer.executor.execute(() -> shop.develop(photo));
    }
  }

  @Benchmark
  public void completableFuture(Linked peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      CompletableFuture.runAsync(() -> shop.develop(photo), peer.executor);
    }
  }

  @Benchmark
  public void offstageRun(Ours peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      Offstage.run(() -> shop.develop(photo));
    }
  }

  @Benchmark
  public void background(Ours peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      shop.developInBackground(photo);
    }
  }

  @Benchmark
  public void backgroundOld(Ours peer) {
    PhotoLab shop = peer.oldShop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      shop.developInBackground(photo);
    }
  }

  @Benchmark
  public void spring(Spring peer) {
    SpringPhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      shop.develop(photo);
    }
  }
}
