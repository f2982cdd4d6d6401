package dev.offstage.lowering;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * What code says of a method or field: the class that it looks in, the name and the descriptor.
 *
 * @param owner as in a class file, {@code java/lang/String}
 */
record Reference(String owner, String name, String descriptor) {
  /** As a reader knows it: {@code java.lang.String.repeat(int)}. */
  @Override
  public String toString() {
    String member = Type.getObjectType(owner).getClassName() + "." + name;
    return descriptor.startsWith("(")
        ? Arrays.stream(Type.getArgumentTypes(descriptor))
            .map(Type::getClassName)
            .collect(Collectors.joining(", ", member + "(", ")"))
        : member;
  }
}
