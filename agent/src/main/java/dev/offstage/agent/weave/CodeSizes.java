package dev.offstage.agent.weave;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.utility.OpenedClassReader;

/** How many bytes of code the methods of a class have. */
final class CodeSizes {
  /** HotSpot compiles no method with more, unless it runs with -XX:-DontCompileHugeMethods. */
  static final int MOST_COMPILED = 8000;

  private static final int LENGTH_OF_CODE = 4;

  private final ClassReader reader;
  private final char[] buffer;
  private final Map<String, Integer> sizes = new HashMap<String, Integer>();
  private int at;

  private CodeSizes(byte[] classFile) {
    reader = OpenedClassReader.of(classFile);
    buffer = new char[reader.getMaxStringLength()];
    // The flags, the class's own name and its superclass stand before the interfaces.
    at = reader.header + 6;
    at += 2 + 2 * reader.readUnsignedShort(at);
    readMembers();
    readMembers();
  }

  /** By name and descriptor; of the methods with code. */
  static Map<String, Integer> of(byte[] classFile) {
    return new CodeSizes(classFile).sizes;
  }

  /** Fields, or methods: only these have code. */
  private void readMembers() {
    int members = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < members; i++) {
      String member = reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer);
      int attributes = reader.readUnsignedShort(at + 6);
      at += 8;
      for (int j = 0; j < attributes; j++) {
        if ("Code".equals(reader.readUTF8(at, buffer))) {
          // Behind its name and length, and the sizes of stack and locals.
          sizes.put(member, reader.readInt(at + 2 + LENGTH_OF_CODE + 4));
        }
        at += 2 + LENGTH_OF_CODE + reader.readInt(at + 2);
      }
    }
  }
}
