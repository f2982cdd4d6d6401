package dev.offstage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where durable tasks are kept, and how their store behaves. Immutable. */
public final class StoreSettings {
  private final String where;
  private final @Nullable String user;
  private final @Nullable String password;
  private final boolean creates;
  private final String prefix;
  private final Duration lease;
  private final Duration poll;
  private final boolean notifies;
  private final int queue;
  private final int crashes;
  private final Duration keep;
  private final String tasks;
  private final String tasksSource;
  private final @Nullable String node;

  StoreSettings(Draft draft) {
    where = draft.where;
    user = draft.user;
    password = draft.password;
    creates = draft.creates;
    prefix = draft.prefix;
    lease = draft.lease;
    poll = draft.poll;
    notifies = draft.notifies;
    queue = draft.queue;
    crashes = draft.crashes;
    keep = draft.keep;
    tasks = draft.tasks;
    tasksSource = draft.tasksSource;
    node = draft.node;
  }

  /** Whether there is a store. */
  public boolean isSet() {
    return !where.isEmpty();
  }

  /** A JNDI name, a JDBC URL or a directory; empty when there is no store. */
  public String where() {
    return where;
  }

  /** Who connects, if {@link #where()} is a JDBC URL; null if the URL says that. */
  public @Nullable String user() {
    return user;
  }

  /** The password of {@link #user()}; null if there is none. */
  public @Nullable String password() {
    return password;
  }

  /** Whether missing tables are created; if not, they are only checked. */
  public boolean creates() {
    return creates;
  }

  /** What the names of the tables begin with. */
  public String prefix() {
    return prefix;
  }

  /** How long a node may be silent before others take its tasks over. */
  public Duration lease() {
    return lease;
  }

  /** How often a node looks for tasks that have become due. */
  public Duration poll() {
    return poll;
  }

  /** Whether nodes call one another, if the database can do that. */
  public boolean notifies() {
    return notifies;
  }

  /** How many tasks a node takes at a time, as a multiple of its threads. */
  public int queue() {
    return queue;
  }

  /** After how many crashes of its node a task is no longer run. */
  public int crashes() {
    return crashes;
  }

  /** How long what is known of ended tasks is kept. */
  public Duration keep() {
    return keep;
  }

  /** The methods that durable tasks may call, as they are written; empty when there are none. */
  public String tasks() {
    return tasks;
  }

  /** For messages: the key and the source of {@link #tasks()}. */
  public String tasksSource() {
    return tasksSource;
  }

  /** What this node is called; null for the name of the machine. */
  public @Nullable String node() {
    return node;
  }

  /** For the start line: without what may be secret in a URL. */
  @Override
  public String toString() {
    if (!isSet()) {
      return "none";
    }
    return where.startsWith("jdbc:")
        ? where.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//")
        : where;
  }

  /** While they are read. */
  static final class Draft {
    String where = "";
    @Nullable String user;
    @Nullable String password;
    boolean creates = true;
    String prefix = "offstage_";
    Duration lease = Duration.ofSeconds(8);
    Duration poll = Duration.ofSeconds(1);
    boolean notifies = true;
    int queue = 4;
    int crashes = 3;
    Duration keep = Duration.ofDays(14);
    String tasks = "";
    String tasksSource = "no source";
    @Nullable String node;
  }

  static String checkNode(String value) {
    if (!value.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException("not a name of a node");
    }
    return value;
  }

  static String checkPrefix(String value) {
    if (!value.matches("[a-z][a-z0-9_]{0,29}")) {
      throw new IllegalArgumentException("not the beginning of a table's name");
    }
    return value;
  }
}
