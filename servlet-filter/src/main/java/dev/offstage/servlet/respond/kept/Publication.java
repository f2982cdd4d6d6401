package dev.offstage.servlet.respond.kept;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.respond.rule.RespondRule;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What other servers have to know of a task that clients ask about: whose it is, and how it is
 * shown. As text with names, so that versions of this library can add to it.
 */
public final class Publication {
  private Publication() {}

  public static Map<String, String> of(PublishedTask published) {
    Map<String, String> to = new HashMap<>();
    published.owner.write(to);
    published.resultUrl.write(to);
    published.wayBack.write(to);
    to.put("keep", published.keep.toString());
    if (published.rule != null) {
      to.put("rule", published.rule.text);
    }
    return to;
  }

  /** The same for a store. */
  public static byte[] write(Map<String, String> publication) {
    Properties properties = new Properties();
    properties.putAll(publication);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** That of a store. */
  public static Map<String, String> read(byte[] data) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(data, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> publication = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      publication.put(name, properties.getProperty(name));
    }
    return publication;
  }

  /** Whose it is. */
  public static Owner owner(Map<String, String> publication) {
    return Owner.read(publication);
  }

  /**
   * The task that was published so, perhaps by another server.
   *
   * @param rules reads the line of a rule; gives null for one that it does not understand
   * @throws RuntimeException if it was not written so
   */
  public static PublishedTask task(
      Map<String, String> publication,
      PoolTask<?> task,
      Function<String, @Nullable RespondRule> rules,
      boolean reasons) {
    String rule = publication.get("rule");
    return new PublishedTask(
        task,
        Owner.read(publication),
        Duration.parse(publication.getOrDefault("keep", "PT1H")),
        ResultUrl.read(publication),
        WayBack.read(publication),
        rule == null ? null : rules.apply(rule),
        null,
        null,
        reasons);
  }
}
