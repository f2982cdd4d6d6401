package dev.offstage.durable.bean;

import dev.offstage.Background;
import dev.offstage.Bound;
import dev.offstage.TaskBuilder;
import dev.offstage.internal.pool.OffstagePool;
import javax.annotation.PreDestroy;
import javax.enterprise.context.ApplicationScoped;
import javax.enterprise.context.RequestScoped;
import javax.inject.Inject;

/** Beans of CDI. */
final class CdiMailers {
  private CdiMailers() {}

  /** What is injected into the others. */
  static class Host {
    String name() {
      return "smtp";
    }
  }

  /** For all, behind a proxy. */
  @ApplicationScoped
  static class Shared {
    @Inject Host host;

    @Background(durable = true)
    String send(String text) {
      PostMailer.SENT.add(host.name() + " sends " + text);
      return host.name();
    }

    TaskBuilder<String> sendLater(OffstagePool pool, String text) {
      return pool.task(Bound.call(this::send, text)).durable();
    }
  }

  /** One for each. */
  static class Own {
    @Inject Host host;

    @Background(durable = true)
    String send(String text) {
      PostMailer.SENT.add(host.name() + " sends " + text);
      return host.name();
    }

    @PreDestroy
    void close() {
      PostMailer.SENT.add("closed");
    }
  }

  /** One for each request. */
  @RequestScoped
  static class OfRequest {
    @Background(durable = true)
    String send(String text) {
      return text;
    }
  }
}
