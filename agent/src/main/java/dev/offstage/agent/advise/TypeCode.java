package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a class, as its class file has them. */
final class TypeCode {
  final String name;
  final ClassLoader loader;
  final List<MethodCode> methods = new ArrayList<MethodCode>();
  @Nullable String superclass;

  TypeCode(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  @Nullable MethodCode method(String name, String descriptor) {
    for (MethodCode method : methods) {
      if (method.name.equals(name) && method.descriptor.equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** The method of a frame; of several with the same name the one that has the line. */
  @Nullable MethodCode method(Frame frame) {
    MethodCode only = null;
    int candidates = 0;
    for (MethodCode method : methods) {
      if (method.name.equals(frame.method)) {
        if (method.lines.contains(frame.line)) {
          return method;
        }
        only = method;
        candidates++;
      }
    }
    return candidates == 1 ? only : null;
  }
}
