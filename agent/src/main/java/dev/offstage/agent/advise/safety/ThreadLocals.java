package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.FieldUse;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.TypeCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Knows the thread-locals by which callers say something to the methods that they call, from those
 * that only keep an object for each thread, such as a date format: these are never set.
 */
final class ThreadLocals {
  private static final List<String> ACCESS = Arrays.asList("get", "set", "remove");
  private static final List<String> TYPES =
      Arrays.asList("java.lang.ThreadLocal", "java.lang.InheritableThreadLocal");
  private static final int MOST_LEVELS = 5;

  private final Program program;

  /** The fields that methods read which set a thread-local. */
  private final Set<String> set = new HashSet<>();

  private boolean isAnySetUnseen;

  ThreadLocals(Program program, Iterable<String> types) {
    this.program = program;
    for (String name : types) {
      TypeCode type = program.origin(name) == Origin.APPLICATION ? program.type(name) : null;
      if (type != null) {
        for (MethodCode method : type.methods) {
          findSet(method);
        }
      }
    }
  }

  private void findSet(MethodCode method) {
    for (Call call : method.calls) {
      if (call.method.equals("set") && isThreadLocal(call.owner)) {
        boolean isSeen = false;
        for (FieldUse field : method.fields) {
          isSeen |= isThreadLocal(typeOf(field)) && set.add(field.name);
          isSeen |= set.contains(field.name);
        }
        isAnySetUnseen |= !isSeen;
      }
    }
  }

  private static String typeOf(FieldUse field) {
    return field.descriptor.startsWith("L")
        ? field.descriptor.substring(1, field.descriptor.length() - 1).replace('/', '.')
        : "";
  }

  private boolean isThreadLocal(String type) {
    String name = type;
    for (int i = 0; i < MOST_LEVELS; i++) {
      if (TYPES.contains(name)) {
        return true;
      }
      TypeCode code = program.origin(name) == Origin.RUNTIME ? null : program.type(name);
      if (code == null || code.superclass == null) {
        return false;
      }
      name = code.superclass;
    }
    return false;
  }

  /** Whether a call is one of a thread-local that may have been set. */
  boolean isUsed(MethodCode method, Call call) {
    if (!ACCESS.contains(call.method) || !isThreadLocal(call.owner)) {
      return false;
    }
    if (!call.method.equals("get") || isAnySetUnseen) {
      return true;
    }
    boolean isSeen = false;
    for (FieldUse field : method.fields) {
      if (isThreadLocal(typeOf(field))) {
        isSeen = true;
        if (set.contains(field.name)) {
          return true;
        }
      }
    }
    return !isSeen || !TYPES.get(0).equals(call.owner);
  }
}
