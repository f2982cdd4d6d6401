package dev.offstage.agent.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Named and made as Weld makes the subclass of a bean with interceptors. */
public class Bookings$Proxy$_$$_WeldSubclass extends Bookings {
  @Override
  public void book(String what) {
    surround(
        () -> {
          super.book(what);
          return null;
        });
  }

  @Override
  public long add(long more, double rate, byte kind) {
    return surround(() -> super.add(more, rate, kind));
  }

  @Override
  public CompletableFuture<String> find(String what) {
    return surround(() -> super.find(what));
  }

  @Override
  public void waitInPool(String what) {
    surround(
        () -> {
          if (what.equals("late")) {
            // By the time that the method itself is reached, there is room in the pool.
            OPEN.countDown();
            while (dev.offstage.Offstage.pool("single").running() > 0) {
              Thread.yield();
            }
          }
          super.waitInPool(what);
          return null;
        });
  }

  @Override
  public void plain(String what) {
    surround(
        () -> {
          super.plain(what);
          return null;
        });
  }

  private static <T> T surround(Callable<T> body) {
    Calls.add("begin");
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      Calls.add("end");
    }
  }
}
