package dev.offstage.agent.advise.code;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods that a call may mean. */
public final class Targets {
  /** Those of the application. */
  public final Set<MethodCode> methods = new LinkedHashSet<>();

  /** The class outside of the application that has one of them; null if there is none. */
  @Nullable String outside;

  public @Nullable String outside() {
    return outside;
  }

  /** Whether there must be a method that was not found: made at run time, say. */
  public boolean isUnknown() {
    return methods.isEmpty() && outside == null;
  }
}
