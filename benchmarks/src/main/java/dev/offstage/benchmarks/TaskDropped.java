package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import dev.offstage.Settings;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Hands tasks over that nobody takes: what is left is the way of a call to its executor. */
public class TaskDropped extends Benchmarks {
  /** Hands over to an executor. */
  @State(Scope.Benchmark)
  public static class Raw {
    final Executor executor = new Dropping.DroppingExecutor();
    final PhotoShop shop = new PhotoShop();
    final Photo photo = new Photo();
  }

  /** Hands over to a pool. */
  @State(Scope.Benchmark)
  public static class Ours {
    final PhotoShop shop = new PhotoShop();
    final PhotoLab oldShop = PhotoLab.ofJava6();
    final Photo photo = new Photo();

    /** Made by JMH. */
    public Ours() {
      Offstages.checkSetUp();
      Runtimes.makeCurrent(
          OffstageRuntime.forTest(
              Settings.load(), (pool, its) -> new Dropping.DroppingWorkers(), null, null));
    }

    /** Stops the pool's clock. */
    @TearDown(Level.Trial)
    public void end() {
      Runtimes.current().drain();
    }
  }

  /** Hands over through Spring. */
  @State(Scope.Benchmark)
  public static class Spring {
    private final AnnotationConfigApplicationContext application =
        SpringPhotoShop.application(Executor.class, new Dropping.DroppingExecutor());
    final SpringPhotoShop shop = application.getBean(SpringPhotoShop.class);
    final Photo photo = new Photo();

    /** Ends the application. */
    @TearDown(Level.Trial)
    public void end() {
      application.close();
    }
  }

  @Benchmark
  public void call(Raw peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      shop.develop(photo);
    }
  }

  @Benchmark
  public void execute(Raw peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    for (int i = 0; i < BATCH; i++) {
      peer.executor.execute(() -> shop.develop(photo));
    }
  }

  @Benchmark
  public void completableFuture(Raw peer) {
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
