package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.TypeCode;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which types have objects that two threads may have at once: nobody changes them. */
final class Values {
  private static final int MOST_LEVELS = 4;
  private static final String OF_REQUEST =
      "(javax|jakarta)\\.servlet\\..*(Request|Response|RequestWrapper|ResponseWrapper|Session|Part"
          + "|Stream|Context|Dispatcher|Chain|Connection|Event|Writer|Cookie)"
          + "(?<!\\.Servlet(Request|Response)?Context)";

  private final Program program;

  Values(Program program) {
    this.program = program;
  }

  boolean isValue(Type type) {
    return isValue(type, 0);
  }

  private boolean isValue(Type type, int level) {
    if (type.getSort() < Type.ARRAY) {
      return true;
    }
    // What is in an array can be changed, whatever it is.
    return type.getSort() == Type.OBJECT && isValue(type.getClassName(), level);
  }

  private boolean isValue(String name, int level) {
    if (Names.is("value", name)) {
      return true;
    }
    if (level > MOST_LEVELS || program.origin(name) != Origin.APPLICATION) {
      return false;
    }
    TypeCode type = program.type(name);
    if (type == null || type.isInterface() || type.superclass == null) {
      return false;
    }
    if (type.superclass.equals("java.lang.Enum")) {
      return true;
    }
    if (!type.isFinalThroughout
        || !program.below(name).isEmpty()
        || (type.modifiers & Opcodes.ACC_ABSTRACT) != 0) {
      return false;
    }
    for (String field : type.objectFields.values()) {
      if (!isValue(Type.getType(field), level + 1)) {
        return false;
      }
    }
    return type.superclass.equals("java.lang.Object")
        || type.superclass.equals("java.lang.Record")
        || isValueAbove(type.superclass, level + 1);
  }

  private boolean isValueAbove(String superclass, int level) {
    Set<String> fields = new HashSet<>();
    for (String name = superclass; !name.equals("java.lang.Object"); ) {
      TypeCode type = program.origin(name) == Origin.APPLICATION ? program.type(name) : null;
      if (type == null || type.superclass == null || !type.isFinalThroughout) {
        return false;
      }
      fields.addAll(type.objectFields.values());
      name = type.superclass;
    }
    for (String field : fields) {
      if (!isValue(Type.getType(field), level)) {
        return false;
      }
    }
    return true;
  }

  /** A request of which the library makes a copy for the task. */
  static boolean isRequest(String type) {
    return type.matches("(javax|jakarta)\\.servlet\\.(http\\.Http)?ServletRequest");
  }

  /** What ends with the request. */
  static boolean isOfRequest(String type) {
    return type.matches(OF_REQUEST);
  }

  /** Whether an object of the type has a request, response or session in it, as far as shows. */
  boolean holdsRequest(String name) {
    return holdsRequest(name, new HashSet<>());
  }

  private boolean holdsRequest(String name, Set<String> known) {
    if (isOfRequest(name)) {
      return true;
    }
    if (known.size() > 200 || !known.add(name) || program.origin(name) != Origin.APPLICATION) {
      return false;
    }
    TypeCode type = program.type(name);
    if (type == null) {
      return false;
    }
    for (String descriptor : type.objectFields.values()) {
      Type field = Type.getType(descriptor);
      Type element = field.getSort() == Type.ARRAY ? field.getElementType() : field;
      if (element.getSort() == Type.OBJECT && holdsRequest(element.getClassName(), known)) {
        return true;
      }
    }
    return type.superclass != null
        && program.origin(type.superclass) == Origin.APPLICATION
        && holdsRequest(type.superclass, known);
  }
}
