package dev.offstage.agent.rules;

import dev.offstage.agent.Nearest;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The pools that a webapp has: its rules can name no others. */
public final class PoolNames {
  public static final String DEFAULT = "default";

  private PoolNames() {}

  /**
   * What is wrong with the name of a pool, as a sentence without its end; null if there is one of
   * that name.
   */
  public static @Nullable String unknown(String name, Collection<String> pools) {
    if (pools.contains(name) || name.equals(DEFAULT)) {
      return null;
    }
    String nearest = Nearest.to(name, pools);
    return "there is no pool '"
        + name
        + "'; there are "
        + new TreeSet<String>(pools)
        + (nearest == null ? "" : " (did you mean '" + nearest + "'?)");
  }
}
