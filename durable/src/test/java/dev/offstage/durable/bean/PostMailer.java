package dev.offstage.durable.bean;

import dev.offstage.Background;
import dev.offstage.Bound;
import dev.offstage.TaskBuilder;
import dev.offstage.internal.pool.OffstagePool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean that only its framework can make. */
public class PostMailer implements Mailer {
  public static final List<String> SENT = new CopyOnWriteArrayList<>();

  private final String host;

  public PostMailer(String host) {
    this.host = host;
  }

  @Background(durable = true)
  @Override
  public String send(String text) {
    SENT.add(host + " sends " + text);
    return host;
  }

  @Background(durable = true)
  private String secret(String text) {
    return text;
  }

  TaskBuilder<String> keepSecret(OffstagePool pool, String text) {
    return pool.task(Bound.call(this::secret, text)).durable();
  }

  @Override
  public TaskBuilder<String> sendLater(OffstagePool pool, String text) {
    return pool.task(Bound.call(this::send, text)).durable();
  }
}
