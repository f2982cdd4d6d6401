package dev.offstage.benchmarks.durable;

import com.zaxxer.hikari.HikariDataSource;

/** Two nodes with a store; the first one has no room. */
final class TwoNodes implements AutoCloseable {
  private final HikariDataSource source;
  private final Node full;
  private final Node free;

  TwoNodes(PostgreSql server, String notify) throws InterruptedException {
    source = server.pool("two");
    full =
        new Node(
            "full",
            source,
            "offstage.store.prefix",
            "two_",
            "offstage.store.notify",
            notify,
            "offstage.pool.size",
            "1",
            "offstage.store.queue",
            "1");
    full.blocker().start();
    Work.awaitBegin();
    free =
        new Node("free", source, "offstage.store.prefix", "two_", "offstage.store.notify", notify);
  }

  void handOver() {
    full.task("one").start();
  }

  @Override
  public void close() {
    Work.open();
    full.close();
    free.close();
    source.close();
  }
}
