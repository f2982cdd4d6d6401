package dev.offstage;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of a webapp answer before their work is done, and how much may be kept for that.
 * Immutable. {@code docs/respond-async.md} describes the rules.
 */
public final class RespondSettings {
  private final String rules;
  private final String source;
  private final long bodyLimit;
  private final Duration bodyTime;
  private final long resultLimit;
  private final long memory;
  private final long disk;
  private final int tasks;
  private final @Nullable URI connector;
  private final Way way;
  private final boolean trustListeners;
  private final List<String> identity;
  private final boolean reasons;

  /** How a request reaches the webapp a second time. */
  public enum Way {
    /** In process where the server is known, else by a connection. */
    AUTO,
    /** Inside the server; where that is not possible, requests are answered as before. */
    IN_PROCESS,
    /** By a connection of the server to itself. */
    CONNECTION
  }

  RespondSettings(Draft draft) {
    rules = draft.rules;
    source = draft.source;
    bodyLimit = draft.bodyLimit;
    bodyTime = draft.bodyTime;
    resultLimit = draft.resultLimit;
    memory = draft.memory;
    disk = draft.disk;
    tasks = draft.tasks;
    connector = draft.connector;
    way = draft.way;
    trustListeners = draft.trustListeners;
    identity = Collections.unmodifiableList(draft.identity);
    reasons = draft.reasons;
  }

  /** The rules, as they are written; empty when there are none. */
  public String rules() {
    return rules;
  }

  /** For messages: the key and the source of {@link #rules()}. */
  public String source() {
    return source;
  }

  /** How many bytes a request body may have. */
  public long bodyLimit() {
    return bodyLimit;
  }

  /** How long a body may take to arrive. */
  public Duration bodyTime() {
    return bodyTime;
  }

  /** How many bytes a response kept for the client may have. */
  public long resultLimit() {
    return resultLimit;
  }

  /** How many bytes of all bodies and responses together may be in memory. */
  public long memory() {
    return memory;
  }

  /** How many bytes the temporary files for the others may take. */
  public long disk() {
    return disk;
  }

  /** How many tasks have a status resource at once. */
  public int tasks() {
    return tasks;
  }

  /** Where the server can reach itself; null: the same way that the request came in. */
  public @Nullable URI connector() {
    return connector;
  }

  /** How a request reaches the webapp a second time. */
  public Way way() {
    return way;
  }

  /** Whether nothing that sees the server's own request relies on the client's address in it. */
  public boolean trustListeners() {
    return trustListeners;
  }

  /** The session attributes that say who is logged in; empty if there are none. */
  public List<String> identity() {
    return identity;
  }

  /** Whether clients are told the messages of exceptions. */
  public boolean reasons() {
    return reasons;
  }

  static List<String> parseIdentity(String value) {
    List<String> names = new ArrayList<>();
    for (String name : value.split("[,\\s]+", -1)) {
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no name of an attribute");
    }
    return names;
  }

  static Way parseWay(String value) {
    switch (value) {
      case "auto":
        return Way.AUTO;
      case "in-process":
        return Way.IN_PROCESS;
      case "connection":
        return Way.CONNECTION;
      default:
        throw new IllegalArgumentException("not a way");
    }
  }

  static URI checkConnector(String value) {
    try {
      URI uri = new URI(value);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getPort() <= 0 || uri.getPort() > 65535) {
        throw new IllegalArgumentException("not an address with a port");
      }
      // With a host the path is never null; "http:x" has neither.
      if (!uri.getPath().isEmpty() || uri.getQuery() != null || uri.getUserInfo() != null) {
        throw new IllegalArgumentException("more than an address with a port");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL", e);
    }
  }

  /** While the settings are read. */
  static final class Draft {
    String rules = "";
    String source = "no source";
    long bodyLimit = 10L << 20;
    Duration bodyTime = Duration.ofSeconds(30);
    long resultLimit = 100L << 20;
    long memory = 16L << 20;
    long disk = 1L << 30;
    int tasks = 10_000;
    @Nullable URI connector;
    Way way = Way.AUTO;
    boolean trustListeners;
    List<String> identity = Collections.emptyList();
    boolean reasons;
  }
}
