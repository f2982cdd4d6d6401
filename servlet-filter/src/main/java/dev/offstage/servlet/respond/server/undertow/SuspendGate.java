package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.server.Members;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WildFly shuts each webapp for requests before it stops or is suspended, except for those that a
 * list of predicates allows: what was accepted before is one of them.
 */
final class SuspendGate {
  private static final String ALLOWED = "allowSuspendedRequests";
  private static final int MOST_HANDLERS = 200;

  private SuspendGate() {}

  /** Lets all pass that come by the engine. There may be no gate. */
  static void open(Members members, Object deployment, Engine engine) {
    Object own =
        Callback.of(
            engine.type("io.undertow.predicate.Predicate"),
            exchange ->
                members.call(members.result(exchange, "getConnection"), "getWorker")
                    == engine.worker);
    for (Object gate : gates(members, deployment, engine)) {
      List<Object> allowed = new ArrayList<>((Collection<?>) members.need(gate, ALLOWED));
      allowed.add(own);
      members.set(gate, ALLOWED, allowed);
    }
  }

  /** They are handlers of the deployment, or among what wraps them. */
  private static List<Object> gates(Members members, Object deployment, Engine engine) {
    Class<?> type = engine.type("io.undertow.server.HttpHandler");
    Object info = members.result(deployment, "getDeploymentInfo");
    Deque<Object> open = new ArrayDeque<>();
    open.add(members.result(deployment, "getHandler"));
    open.addAll((Collection<?>) members.result(info, "getInitialHandlerChainWrappers"));
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Object> gates = new ArrayList<>();
    while (!open.isEmpty() && seen.size() < MOST_HANDLERS) {
      Object at = open.remove();
      if (seen.add(at)) {
        if (at.getClass().getName().startsWith("org.wildfly.") && has(at, ALLOWED)) {
          gates.add(at);
        }
        open.addAll(behind(members, at, type));
      }
    }
    return gates;
  }

  private static boolean has(Object target, String name) {
    for (Field field : target.getClass().getDeclaredFields()) {
      if (field.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<Object> behind(Members members, Object handler, Class<?> type) {
    List<Object> next = new ArrayList<>();
    for (Class<?> at = handler.getClass(); at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (type.isAssignableFrom(field.getType())) {
          @Nullable Object value = members.get(handler, field.getName());
          if (value != null) {
            next.add(value);
          }
        }
      }
    }
    return next;
  }
}
