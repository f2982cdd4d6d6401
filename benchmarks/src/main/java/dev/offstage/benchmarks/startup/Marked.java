package dev.offstage.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Classes with one marked method each. */
final class Marked {
  static final int MOST = 50;

  private Marked() {}

  static void compile(Path folder, String classPath) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-cp", classPath));
    for (int i = 0; i < MOST; i++) {
      Path source = folder.resolve("Marked" + i + ".java");
      Files.writeString(
          source,
          "package marked; public class Marked%d { @dev.offstage.Background public void run() {} }"
              .formatted(i));
      arguments.add(source.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null || compiler.run(null, null, null, arguments.toArray(new String[0])) != 0) {
      throw new IllegalStateException("cannot compile; is this a JDK?");
    }
  }

  static void callAll(int count) throws ReflectiveOperationException {
    for (int i = 0; i < count; i++) {
      Class<?> type = Class.forName("marked.Marked" + i);
      type.getMethod("run").invoke(type.getConstructor().newInstance());
    }
  }
}
