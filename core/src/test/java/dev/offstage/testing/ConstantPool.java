package dev.offstage.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts in a class file: names of classes, descriptors, annotations and string constants. */
public final class ConstantPool {
  private ConstantPool() {}

  /** The class files in a folder and below it. */
  public static List<Path> classFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList());
    }
  }

  /** All texts of a class file. */
  public static Set<String> texts(Path classFile) throws IOException {
    return read(classFile).texts;
  }

  /** The classes that a class file links to, as {@code java/lang/Object}; itself among them. */
  public static Set<String> classes(Path classFile) throws IOException {
    Entries entries = read(classFile);
    Set<String> names = new LinkedHashSet<>();
    for (int index : entries.classes) {
      names.add(entries.byIndex[index]);
    }
    return names;
  }

  private static final class Entries {
    final Set<String> texts = new LinkedHashSet<>();
    final Set<Integer> classes = new LinkedHashSet<>();
    String[] byIndex = {};
  }

  private static Entries read(Path classFile) throws IOException {
    Entries entries = new Entries();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(classFile))) {
      if (in.readInt() != 0xCAFEBABE) {
        throw new IOException(classFile + " is no class file");
      }
      in.readInt();
      int count = in.readUnsignedShort();
      entries.byIndex = new String[count];
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        if (tag == 1) {
          entries.byIndex[i] = in.readUTF();
          entries.texts.add(entries.byIndex[i]);
        } else if (tag == 7) {
          entries.classes.add(in.readUnsignedShort());
        } else {
          skip(in, tag);
        }
        if (tag == 5 || tag == 6) {
          // A long or a double has two places.
          i++;
        }
      }
    }
    return entries;
  }

  private static void skip(DataInputStream in, int tag) throws IOException {
    switch (tag) {
      case 8:
      case 16:
      case 19:
      case 20:
        in.readFully(new byte[2]);
        break;
      case 15:
        in.readFully(new byte[3]);
        break;
      case 5:
      case 6:
        in.readFully(new byte[8]);
        break;
      default:
        in.readFully(new byte[4]);
    }
  }
}
