package dev.offstage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Writes down what a listener hears. */
final class Events implements TaskListener {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void queued(Task<?> task) {
    events.add("queued " + task.name());
  }

  @Override
  public void started(Task<?> task) {
    events.add("started " + task.name());
  }

  @Override
  public void succeeded(Task<?> task) {
    events.add("succeeded " + task.name());
  }

  @Override
  public void failed(Task<?> task, Throwable error) {
    events.add("failed " + task.name() + ": " + error.getMessage());
  }

  @Override
  public void cancelled(Task<?> task) {
    events.add("cancelled " + task.name());
  }

  @Override
  public void rejected(Task<?> task) {
    events.add("rejected " + task.name());
  }

  List<String> all() {
    return new ArrayList<>(events);
  }

  /** How often something happened, whatever the task. */
  long count(String event) {
    return events.stream().filter(line -> line.startsWith(event + " ")).count();
  }

  /** What happened to one task. */
  List<String> of(String name) {
    return events.stream().filter(line -> line.contains(" " + name)).collect(Collectors.toList());
  }
}
