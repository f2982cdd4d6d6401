package dev.offstage.agent;

import java.lang.invoke.MethodHandles;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirected method puts the error that kept a call from being handed over, before it runs
 * inline: what is wrong is often that the library, and with it the application's log, cannot be
 * reached. A map, since its callers see no type of the agent; it keeps nothing.
 *
 * <p>Called by name from woven classes, which may be of another release: never changed; a {@code
 * V2} is added beside this instead.
 */
public final class HandOverErrorsV1 extends AbstractMap<Object, Object> {
  /** Called by name. */
  public HandOverErrorsV1() {}

  /**
   * Takes one error.
   *
   * @param lookup the {@code MethodHandles.Lookup} of the redirected method's class
   * @param error the {@code Throwable}
   */
  @Override
  public @Nullable Object put(Object lookup, Object error) {
    Agent agent = Agent.current();
    if (agent != null && lookup instanceof MethodHandles.Lookup && error instanceof Throwable) {
      agent.notHandedOver(((MethodHandles.Lookup) lookup).lookupClass(), (Throwable) error);
    }
    return null;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return Collections.emptySet();
  }
}
