package dev.offstage.agent.weave;

import java.nio.charset.StandardCharsets;

/**
 * Looks for text in the bytes of a class file: whatever a class names is there verbatim. Reading
 * the constant pool properly, as Byte Buddy would, costs a third of the time it takes to load a
 * class.
 */
public final class ClassBytes {
  private ClassBytes() {}

  /** The text as it is in a class file. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the text occurs; an empty text always does. */
  public static boolean contains(byte[] classFile, byte[] wanted) {
    if (wanted.length == 0) {
      return true;
    }
    byte last = wanted[wanted.length - 1];
    int end = classFile.length;
    // From the end of the name: most bytes of a class file are not semicolons.
    for (int i = wanted.length - 1; i < end; i++) {
      if (classFile[i] == last && endsAt(classFile, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAt(byte[] classFile, int index, byte[] wanted) {
    for (int j = wanted.length - 2, i = index - 1; j >= 0; j--, i--) {
      if (classFile[i] != wanted[j]) {
        return false;
      }
    }
    return true;
  }
}
