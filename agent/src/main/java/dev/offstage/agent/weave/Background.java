package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.TaskKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationValue;
import net.bytebuddy.description.enumeration.EnumerationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Background}. A library that is older than the agent does not have all members. */
final class Background {
  private static final String NAME = "dev.offstage.Background";

  private Background() {}

  /** Null for a method that is not marked. */
  static @Nullable AnnotationDescription on(MethodDescription method) {
    for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
      if (annotation.getAnnotationType().getName().equals(NAME)) {
        return annotation;
      }
    }
    return null;
  }

  /**
   * What it says.
   *
   * @throws IllegalArgumentException if a member has a value that is not allowed
   */
  static Redirection redirection(AnnotationDescription annotation) {
    Map<String, String> said = new HashMap<String, String>();
    for (MethodDescription.InDefinedShape member :
        annotation.getAnnotationType().getDeclaredMethods()) {
      AnnotationValue<?, ?> value = annotation.getValue(member);
      AnnotationValue<?, ?> nothing = member.getDefaultValue();
      // Without the class of an enum, of which a dry run may know nothing, neither is known.
      if (!value.equals(nothing) && (isKnown(value) || isKnown(nothing))) {
        said.put(member.getInternalName(), text(member.getInternalName(), value));
      }
    }
    Map<String, String> ofTask = new HashMap<String, String>(said);
    ofTask.keySet().retainAll(TaskKeys.NAMES);
    return Redirection.annotated(
        said.containsKey("pool") ? said.get("pool") : "",
        said.containsKey("start") ? said.get("start").toUpperCase(Locale.ROOT) : "NOW",
        !"no".equals(said.get("interrupt")),
        ofTask);
  }

  private static boolean isKnown(@Nullable AnnotationValue<?, ?> value) {
    return value != null && value.getState().isResolved();
  }

  /** As a rule has it. */
  private static String text(String member, AnnotationValue<?, ?> value) {
    Object resolved;
    try {
      resolved = value.resolve();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(member + " names a class that cannot be found", e);
    }
    if (resolved instanceof EnumerationDescription) {
      return ((EnumerationDescription) resolved).getValue().toLowerCase(Locale.ROOT);
    }
    if (resolved instanceof Boolean) {
      return (Boolean) resolved ? "yes" : "no";
    }
    return resolved instanceof Object[] ? joined((Object[]) resolved) : String.valueOf(resolved);
  }

  private static String joined(Object[] values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append(text.length() == 0 ? "" : ",");
      text.append(value instanceof TypeDescription ? ((TypeDescription) value).getName() : value);
    }
    return text.toString();
  }
}
