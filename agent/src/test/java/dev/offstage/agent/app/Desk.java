package dev.offstage.agent.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/** Calls the post, in each way that code of an application does. */
public class Desk {
  public void directly(String letter) {
    new Post().send(letter);
  }

  public void inALambda(String letter) {
    Runnable later = () -> new Post().send(letter);
    later.run();
  }

  public void inANestedClass(String letter) {
    new Drawer().send(letter);
  }

  /** As through a proxy that begins a transaction, say. */
  public void byAProxy(String letter) {
    Post post = new Post();
    Sender proxy =
        (Sender)
            Proxy.newProxyInstance(
                Desk.class.getClassLoader(),
                new Class<?>[] {Sender.class},
                (self, method, arguments) -> Plumbing.proceed(post, method, arguments));
    proxy.send(letter);
  }

  public void byReflection(String letter) throws Exception {
    Post.class.getMethod("send", String.class).invoke(new Post(), letter);
  }

  public void forAFuture(String letter) {
    CompletableFuture<String> reply = new Post().reply(letter);
    reply.join();
  }

  private static final class Drawer {
    void send(String letter) {
      new Post().send(letter);
    }
  }
}
