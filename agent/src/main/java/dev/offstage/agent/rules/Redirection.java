package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a call of a redirected method, as specified by an annotation or a rule.
 * Immutable.
 */
public final class Redirection {
  private final String pool;
  private final String start;
  private final @Nullable Literal returns;
  private final boolean takesLock;
  private final boolean interrupts;
  private final List<NamePattern> from;
  private final Map<String, String> ofTask;

  private Redirection(Builder builder) {
    this.pool = builder.pool;
    this.start = builder.start;
    this.returns = builder.returns;
    this.takesLock = builder.takesLock;
    this.interrupts = builder.interrupts;
    this.from = Collections.unmodifiableList(new ArrayList<NamePattern>(builder.from));
    Map<String, String> inOrder = new LinkedHashMap<String, String>();
    for (String key : TaskKeys.NAMES) {
      String value = builder.ofTask.get(key);
      if (value != null) {
        inOrder.put(key, value);
      }
    }
    this.ofTask = Collections.unmodifiableMap(inOrder);
  }

  /**
   * What {@code @Background} says.
   *
   * @param ofTask its members of {@link TaskKeys}, but for those that say nothing
   * @throws IllegalArgumentException if one of these has a value that is not allowed
   */
  public static Redirection annotated(
      String pool, String start, boolean interrupts, Map<String, String> ofTask) {
    Builder builder = new Builder().pool(pool).start(start).interrupts(interrupts);
    for (Map.Entry<String, String> member : ofTask.entrySet()) {
      builder.ofTask(member.getKey(), member.getValue());
    }
    String useless = builder.useless();
    if (useless != null) {
      throw new IllegalArgumentException(TaskKeys.needed(useless));
    }
    return builder.build();
  }

  /** The pool's name; empty for the default pool. */
  public String pool() {
    return pool;
  }

  /** The name of a {@code dev.offstage.Start}. */
  public String start() {
    return start;
  }

  /** What the caller gets at once from a method that returns neither {@code void} nor a future. */
  public @Nullable Literal returns() {
    return returns;
  }

  /** Whether a synchronized method is redirected, too. */
  public boolean takesLock() {
    return takesLock;
  }

  /** Whether the body may be interrupted when its task is cancelled. */
  public boolean interrupts() {
    return interrupts;
  }

  /**
   * The classes whose calls are meant, as the rule names them, commas between; empty if all are.
   */
  public String from() {
    StringBuilder text = new StringBuilder();
    for (NamePattern caller : from) {
      text.append(text.length() == 0 ? "" : ",").append(caller);
    }
    return text.toString();
  }

  /** Whether a call from one of these classes is meant. */
  public boolean isFromAnyOf(Iterable<String> classNames) {
    if (from.isEmpty()) {
      return true;
    }
    for (String name : classNames) {
      for (NamePattern caller : from) {
        if (caller.matches(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What is asked of the task: by the names of {@link TaskKeys}, in their order, as the library
   * reads it.
   */
  public Map<String, String> ofTask() {
    return ofTask;
  }

  /** Whether the task is kept in the application's database. */
  public boolean isDurable() {
    return "yes".equals(ofTask.get(TaskKeys.DURABLE));
  }

  /** The arguments, counted from 0, whose text the task's key or order has. */
  public Set<Integer> neededArguments() {
    Set<Integer> needed = new TreeSet<Integer>();
    for (String key : new String[] {TaskKeys.KEY, TaskKeys.ORDER_BY}) {
      String template = ofTask.get(key);
      if (template != null) {
        needed.addAll(Template.arguments(template));
      }
    }
    return needed;
  }

  /** Takes one value after the other. */
  static final class Builder {
    private String pool = "";
    private String start = "NOW";
    private @Nullable Literal returns;
    private boolean takesLock;
    private boolean interrupts = true;
    private List<NamePattern> from = Collections.emptyList();
    private final Map<String, String> ofTask = new HashMap<String, String>();

    Builder pool(String name) {
      pool = name;
      return this;
    }

    Builder start(String name) {
      start = name;
      return this;
    }

    Builder returns(Literal value) {
      returns = value;
      return this;
    }

    Builder takesLock(boolean yes) {
      takesLock = yes;
      return this;
    }

    Builder interrupts(boolean may) {
      interrupts = may;
      return this;
    }

    Builder from(List<NamePattern> callers) {
      from = callers;
      return this;
    }

    /**
     * One of {@link TaskKeys}.
     *
     * @throws IllegalArgumentException if the value is not allowed
     */
    void ofTask(String key, String value) {
      ofTask.put(key, TaskKeys.checked(key, value));
    }

    /** As {@link TaskKeys#useless}. */
    @Nullable String useless() {
      return TaskKeys.useless(ofTask, start);
    }

    Redirection build() {
      return new Redirection(this);
    }
  }
}
