package dev.offstage.durable.bean;

import dev.offstage.Background;
import dev.offstage.TaskBuilder;
import dev.offstage.internal.pool.OffstagePool;

/** What callers of a bean know of it. */
public interface Mailer {
  @Background(durable = true)
  String send(String text);

  /** Hands a call of its own over, as the object behind a proxy. */
  TaskBuilder<String> sendLater(OffstagePool pool, String text);
}
