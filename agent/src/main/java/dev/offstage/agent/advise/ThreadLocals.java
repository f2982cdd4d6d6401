package dev.offstage.agent.advise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for thread-locals in a method, in what it was seen to call, and in what their code calls, a
 * few levels deep in the application. Whatever is behind an interface and was not seen is not
 * found.
 */
final class ThreadLocals {
  private static final int MOST_LEVELS = 4;
  private static final int MOST_METHODS = 500;
  private static final int MOST_FOUND = 3;

  private static final String WITH_PROPAGATION =
      "; a task has it only through context-propagation, if there is an accessor for it";
  private static final String ABSENT = "; a task does not have it";
  private static final String CARRIED = "; a task has a copy of what it holds";

  private static final Map<String, String> HOLDERS = holders();
  private static final List<String> ACCESS = Arrays.asList("get", "set", "remove");
  private static final List<String> THREAD_LOCALS =
      Arrays.asList("java.lang.ThreadLocal", "java.lang.InheritableThreadLocal");

  private static Map<String, String> holders() {
    Map<String, String> holders = new LinkedHashMap<String, String>();
    put(holders, CARRIED, "org.slf4j.MDC", "org.apache.log4j.MDC", "org.apache.log4j.NDC");
    put(holders, CARRIED, "org.apache.logging.log4j.ThreadContext");
    put(
        holders,
        WITH_PROPAGATION,
        "org.springframework.security.core.context.SecurityContextHolder",
        "org.springframework.web.context.request.RequestContextHolder",
        "org.springframework.context.i18n.LocaleContextHolder");
    put(
        holders,
        ABSENT,
        "org.springframework.transaction.support.TransactionSynchronizationManager",
        "org.springframework.transaction.interceptor.TransactionAspectSupport",
        "org.springframework.aop.framework.AopContext",
        "org.apache.shiro.SecurityUtils",
        "org.apache.shiro.util.ThreadContext",
        "org.apache.wicket.ThreadContext",
        "org.apache.struts2.ServletActionContext",
        "com.opensymphony.xwork2.ActionContext",
        "com.vaadin.server.VaadinSession",
        "com.vaadin.flow.server.VaadinSession",
        "javax.faces.context.FacesContext",
        "jakarta.faces.context.FacesContext",
        "javax.security.jacc.PolicyContext",
        "jakarta.security.jacc.PolicyContext",
        "org.jboss.logging.MDC");
    return holders;
  }

  private static void put(Map<String, String> holders, String remark, String... names) {
    for (String name : names) {
      holders.put(name, remark);
    }
  }

  /** A method to look through, and how far it is from one that was seen. */
  private static final class Reached {
    final MethodCode method;
    final int level;

    Reached(MethodCode method, int level) {
      this.method = method;
      this.level = level;
    }
  }

  private final Code code;
  private final Map<String, String> found = new LinkedHashMap<String, String>();
  private final Queue<Reached> open = new ArrayDeque<Reached>();
  private final Set<MethodCode> known = new HashSet<MethodCode>();

  private ThreadLocals(Code code) {
    this.code = code;
  }

  /** What is touched and where, a text for each; empty if nothing was found. */
  static List<String> of(Candidate candidate, Code code) {
    ThreadLocals search = new ThreadLocals(code);
    search.reach(candidate.method, 0);
    for (MethodCode seen : candidate.beneath) {
      search.reach(seen, 0);
    }
    for (Reached next = search.open.poll();
        next != null && search.found.size() < MOST_FOUND;
        next = search.open.poll()) {
      search.look(next);
    }
    return new ArrayList<String>(search.found.values());
  }

  private void reach(@Nullable MethodCode method, int level) {
    if (method != null
        && level <= MOST_LEVELS
        && known.size() < MOST_METHODS
        && known.add(method)) {
      open.add(new Reached(method, level));
    }
  }

  private void look(Reached reached) {
    ClassLoader loader = reached.method.type.loader;
    for (Call call : reached.method.calls) {
      String remark = HOLDERS.get(call.owner);
      if (remark != null) {
        found(call.owner, reached.method, remark);
      } else if (isThreadLocal(loader, call)) {
        found("a ThreadLocal", reached.method, ABSENT);
      } else if (CodeKind.of(call.owner) == CodeKind.APPLICATION) {
        reach(resolve(loader, call), reached.level + 1);
      }
    }
  }

  private void found(String holder, MethodCode where, String remark) {
    if (found.size() < MOST_FOUND && !found.containsKey(holder)) {
      found.put(holder, "touches " + holder + " in " + where.signature() + remark);
    }
  }

  private boolean isThreadLocal(ClassLoader loader, Call call) {
    if (!ACCESS.contains(call.method)) {
      return false;
    }
    String name = call.owner;
    for (int i = 0; i < MOST_LEVELS && CodeKind.of(name) == CodeKind.APPLICATION; i++) {
      TypeCode type = code.of(loader, name);
      if (type == null || type.superclass == null) {
        return false;
      }
      name = type.superclass;
    }
    return THREAD_LOCALS.contains(name);
  }

  /** The method in the class that the call names, or in one above. */
  private @Nullable MethodCode resolve(ClassLoader loader, Call call) {
    String name = call.owner;
    for (int i = 0; i < MOST_LEVELS; i++) {
      TypeCode type = code.of(loader, name);
      MethodCode method = type == null ? null : type.method(call.method, call.descriptor);
      if (type == null || method != null || type.superclass == null) {
        return method;
      }
      name = type.superclass;
    }
    return null;
  }
}
