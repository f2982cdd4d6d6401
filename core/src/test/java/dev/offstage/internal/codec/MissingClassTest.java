package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** A webapp without a jar that only some of its classes need. */
class MissingClassTest {
  @Test
  void a_field_whose_class_is_not_there_is_refused_with_its_path() throws Exception {
    URL classes = Mail.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader webapp = new WithoutAttachment(classes)) {
      Class<?> mail = Class.forName(Mail.class.getName(), false, webapp);

      assertThatThrownBy(() -> new Shapes().of("mail", mail))
          .isInstanceOf(NotStorableException.class)
          .hasMessageStartingWith(
              "mail: dev.offstage.internal.codec.Mail cannot be stored: it cannot be read:"
                  + " java.lang.")
          .hasMessageContaining("Mail$Attachment");
    }
  }

  private static final class WithoutAttachment extends URLClassLoader {
    WithoutAttachment(URL classes) {
      super(new URL[] {classes}, Shapes.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Mail.Attachment.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      if (name.equals(Mail.class.getName()) || name.equals(Numbered.class.getName())) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }
}
