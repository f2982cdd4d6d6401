package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Hands a batch of tasks over and waits, spinning, until the one worker has run them all. How often
 * the worker runs out of work and has to be woken decides what comes out.
 */
public class SubmitAndComplete extends Benchmarks {
  @Benchmark
  public void linked(Peers.Linked peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      peer.executor.execute(() -> shop.develop(photo));
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void array(Peers.Array peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      peer.executor.execute(() -> shop.develop(photo));
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void completableFuture(Peers.Linked peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      CompletableFuture.runAsync(() -> shop.develop(photo), peer.executor);
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void offstageRun(Peers.Ours peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      Offstage.run(() -> shop.develop(photo));
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void background(Peers.Ours peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      shop.developInBackground(photo);
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void backgroundOld(Peers.Ours peer) {
    PhotoLab shop = peer.oldShop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      shop.developInBackground(photo);
    }
    photo.awaitComplete();
  }

  @Benchmark
  public void spring(Peers.Spring peer) {
    SpringPhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    photo.expect(BATCH);
    for (int i = 0; i < BATCH; i++) {
      shop.develop(photo);
    }
    photo.awaitComplete();
  }
}
