package dev.offstage.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocateClassesTest {
  @TempDir Path folder;

  @Test
  void a_class_is_found_where_its_package_has_moved() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path moved = folder.resolve("moved");
    compile(classes, "Base", "package org.example.base; public class Base {}");
    compile(classes, "Own", "package own; public class Own extends org.example.base.Base {}");
    Files.writeString(classes.resolve("text"), "org/example");
    String[] args = {classes.toString(), moved.toString(), "org/example=com/example/lib"};

    RelocateClasses.main(args);
    Files.delete(classes.resolve("own/Own.class"));
    Files.createFile(classes.resolve("empty"));
    compile(classes, "Other", "package own; public class Other extends org.example.base.Base {}");
    RelocateClasses.main(args);

    assertThat(moved.resolve("own/Own.class")).doesNotExist();
    assertThat(moved.resolve("text")).content().isEqualTo("org/example");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {moved.toUri().toURL()}, getClass().getClassLoader())) {
      assertThat(loader.loadClass("own.Other").getSuperclass().getName())
          .isEqualTo("com.example.lib.base.Base");
    }
  }

  private void compile(Path classes, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    String[] command = {"-d", classes.toString(), "-cp", classes.toString(), file.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command)).isZero();
  }
}
