package dev.offstage.agent.advise;

import net.bytebuddy.jar.asm.Type;

/** A call in the code of a method, or a method reference there. Immutable. */
final class Call {
  /** The class's name as in source, with dots. */
  final String owner;

  final String method;
  final String descriptor;

  /** 0 if the class file has no line numbers. */
  final int line;

  /** Whether the result is dropped right away; true where there is none. */
  final boolean ignored;

  /** Whether the caller itself then returns right away, with nothing. */
  final boolean last;

  Call(String owner, String method, String descriptor, int line, boolean ignored, boolean last) {
    this.owner = owner.replace('/', '.');
    this.method = method;
    this.descriptor = descriptor;
    this.line = line;
    this.ignored = ignored;
    this.last = last;
  }

  /** By name and number of arguments: a call through an interface may have other, wider types. */
  boolean mayMean(MethodCode called) {
    return method.equals(called.name)
        && (descriptor.equals(called.descriptor)
            || Type.getArgumentTypes(descriptor).length == called.parameters().length);
  }
}
