package dev.offstage.testing;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What the library logs while a test lasts; it does not go to the console meanwhile. */
public final class LogRecords extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.offstage");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public LogRecords() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
  }

  public List<LogRecord> all() {
    return records;
  }

  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).collect(Collectors.toList());
  }

  public List<String> warnings() {
    return records.stream()
        .filter(record -> record.getLevel() == Level.WARNING)
        .map(LogRecord::getMessage)
        .collect(Collectors.toList());
  }

  /** The only warning, as soon as it is there. */
  public LogRecord awaitOne() {
    await().until(() -> !records.isEmpty());
    if (records.size() > 1) {
      throw new AssertionError("more than one: " + warnings());
    }
    return records.get(0);
  }

  public void awaitWarning(String part) {
    await().until(() -> warnings().stream().anyMatch(line -> line.contains(part)));
  }

  public void awaitMessage(String part) {
    await().until(() -> messages().stream().anyMatch(line -> line.contains(part)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
