package dev.offstage.containers;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java that stands somewhere as text, against the library's jar as it was built. */
final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:class|interface) (\\w+)");

  private Sources() {}

  /** A compilation unit, whose path follows from its text. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///" + path(text)), Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher folder = PACKAGE.matcher(text);
      Matcher type = TYPE.matcher(text);
      if (!type.find()) {
        throw new IllegalArgumentException("no type in: " + text);
      }
      String name = type.group(1) + Kind.SOURCE.extension;
      return folder.find() ? folder.group(1).replace('.', '/') + "/" + name : name;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /**
   * What javac has against these, one line each; their classes are below the folder.
   *
   * @param jars what they use beside the library, the servlet API and what the tests have
   */
  static List<String> compile(List<String> units, Path classes, List<Path> jars)
      throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String classPath =
        Built.offstageJar()
            + File.pathSeparator
            + jars.stream().map(jar -> jar + File.pathSeparator).collect(joining())
            + System.getProperty("java.class.path");
    List<String> options =
        List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "--release", "8");
    javac
        .getTask(null, null, found, options, null, units.stream().map(Source::new).toList())
        .call();
    return found.getDiagnostics().stream()
        .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
        .map(
            it ->
                (it.getSource() == null ? "" : it.getSource().getName() + ":" + it.getLineNumber())
                    + " "
                    + it.getMessage(Locale.ROOT))
        .toList();
  }
}
