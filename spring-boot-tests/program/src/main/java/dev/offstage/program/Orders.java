package dev.offstage.program;

import dev.offstage.Background;
import dev.offstage.Offstage;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/** Work that needs its bean, and so must end before that is destroyed. */
@Service
public class Orders implements DisposableBean {
  private volatile boolean destroyed;

  void accept(int count, int millis) {
    for (int i = 0; i < count; i++) {
      String name = "order " + i;
      Offstage.task(() -> send(name, millis)).name(name).start();
    }
  }

  private void send(String name, int millis) throws InterruptedException {
    Thread.sleep(millis);
    Events.say((destroyed ? "too late " : "finished ") + name);
  }

  /** Redirected if the agent is there. */
  @Background
  void mark() {
    Events.say("marked on " + Thread.currentThread().getName());
  }

  @Override
  public void destroy() {
    destroyed = true;
    Events.say("has destroyed its service");
  }
}
