package dev.offstage.benchmarks;

import java.io.IOException;
import java.io.InputStream;

/** What {@link OldPhotoShop} is called by: the class itself is loaded a second time. */
public interface PhotoLab {
  /** Redirected. */
  void developInBackground(Photo photo);

  /** One whose class file says that a compiler for Java 6 wrote it. */
  static PhotoLab ofJava6() {
    try {
      Class<?> old = new Copier(OldPhotoShop.class.getName()).copy();
      return (PhotoLab) old.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loads one class a second time, as an older one. */
  final class Copier extends ClassLoader {
    private static final int VERSION_BYTE = 7;
    private static final byte JAVA_6 = 50;

    private final String name;

    Copier(String name) {
      super(PhotoLab.class.getClassLoader());
      this.name = name;
    }

    Class<?> copy() throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] classFile = in.readAllBytes();
        classFile[VERSION_BYTE] = JAVA_6;
        return defineClass(name, classFile, 0, classFile.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
