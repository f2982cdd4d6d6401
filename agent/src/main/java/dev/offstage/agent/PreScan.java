package dev.offstage.agent;

import java.nio.charset.StandardCharsets;

/**
 * Looks for the annotation's name in the bytes of a class file, where it stands whenever a method
 * has it. Reading the constant pool properly, as Byte Buddy would, costs a third of the time to
 * load.
 */
final class PreScan {
  private static final byte[] WANTED =
      "Ldev/offstage/Background;".getBytes(StandardCharsets.US_ASCII);

  private PreScan() {}

  static boolean mayHaveAnnotation(byte[] classFile) {
    byte last = WANTED[WANTED.length - 1];
    int end = classFile.length;
    // From the back of the name: most bytes of a class file are no semicolon.
    for (int i = WANTED.length - 1; i < end; i++) {
      if (classFile[i] == last && endsAt(classFile, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAt(byte[] classFile, int index) {
    for (int j = WANTED.length - 2, i = index - 1; j >= 0; j--, i--) {
      if (classFile[i] != WANTED[j]) {
        return false;
      }
    }
    return true;
  }
}
