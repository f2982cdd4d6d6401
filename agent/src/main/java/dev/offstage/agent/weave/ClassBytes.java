package dev.offstage.agent.weave;

import java.nio.charset.StandardCharsets;

/**
 * Looks for text in the bytes of a class file: where a class names something, the name stands there
 * as it is. Reading the constant pool properly, as Byte Buddy would, costs a third of the time to
 * load.
 */
public final class ClassBytes {
  private ClassBytes() {}

  /** The text as a class file has it. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the text stands somewhere; the empty one does everywhere. */
  public static boolean contains(byte[] classFile, byte[] wanted) {
    if (wanted.length == 0) {
      return true;
    }
    byte last = wanted[wanted.length - 1];
    int end = classFile.length;
    // From the back of the name: most bytes of a class file are no semicolon.
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
