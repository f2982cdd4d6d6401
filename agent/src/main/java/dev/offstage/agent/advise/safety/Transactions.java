package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.TypeCode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which methods begin or join a transaction when they are called: annotations and XML say so. */
final class Transactions {
  private final Program program;
  private final XmlTransactions declared = new XmlTransactions();

  Transactions(Program program, Map<String, String> texts) {
    this.program = program;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (text.getKey().endsWith(".xml")) {
        declared.add(text.getValue());
      }
    }
  }

  boolean isTransactional(MethodCode method) {
    return find(method, "transactional") != null
        || isDeclared(method, method.type.name, new HashSet<>());
  }

  /** An annotation by which something is done around each call; null if there is none. */
  @Nullable String interceptor(MethodCode method) {
    return find(method, "intercepted");
  }

  private @Nullable String find(MethodCode method, String word) {
    return find(method, method.type, word, new HashSet<>());
  }

  /** On the method, its class, or what either of them overrides or implements. */
  private @Nullable String find(MethodCode method, TypeCode type, String word, Set<String> known) {
    String found = among(type.annotations, word, 0);
    MethodCode same = type.method(method.name, method.descriptor);
    if (found == null && same != null) {
      found = among(same.annotations, word, 0);
    }
    for (String above : type.above()) {
      TypeCode next = known.add(above) ? application(above) : null;
      if (found == null && next != null) {
        found = find(method, next, word, known);
      }
    }
    return found;
  }

  /** One that has the word, or is itself annotated with one. */
  private @Nullable String among(Iterable<String> annotations, String word, int level) {
    for (String annotation : annotations) {
      TypeCode type = level < 3 ? application(annotation) : null;
      if (Names.is(word, annotation)
          || (type != null && among(type.annotations, word, level + 1) != null)) {
        return annotation;
      }
    }
    return null;
  }

  private @Nullable TypeCode application(String type) {
    return program.origin(type) == Origin.APPLICATION ? program.type(type) : null;
  }

  private boolean isDeclared(MethodCode method, String type, Set<String> known) {
    if (!known.add(type)) {
      return false;
    }
    if (declared.matches(type, method.name)) {
      return true;
    }
    TypeCode code = application(type);
    if (code != null) {
      for (String above : code.above()) {
        if (isDeclared(method, above, known)) {
          return true;
        }
      }
    }
    return false;
  }
}
