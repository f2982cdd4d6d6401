package dev.offstage.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the compiled tests of this module once more, in a JVM of another JDK. */
public final class TestSuite {
  private final int exitCode;
  private final String output;

  private TestSuite(int exitCode, String output) {
    this.exitCode = exitCode;
    this.output = output;
  }

  /**
   * Runs all tests but those of one class.
   *
   * @param home the JDK
   * @param except the class that runs the others
   */
  public static TestSuite run(File home, Class<?> except, String... jvmOptions)
      throws IOException, InterruptedException {
    File log = new File(Jdks.module(), "target/tests-on-" + home.getName() + ".txt");
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(home));
    command.addAll(Arrays.asList(jvmOptions));
    command.add("-Dbasedir=" + Jdks.module().getAbsolutePath());
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList("org.junit.platform.console.ConsoleLauncher", "execute"));
    command.add("--scan-classpath=" + new File(Jdks.module(), "target/test-classes"));
    command.addAll(Arrays.asList("--include-classname=.*Test", "--details=summary"));
    command.addAll(Arrays.asList("--disable-banner", "--disable-ansi-colors"));
    command.add("--exclude-classname=" + Pattern.quote(except.getName()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("still running after 5 minutes, see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    String output = new String(Files.readAllBytes(log.toPath()), StandardCharsets.UTF_8);
    return new TestSuite(process.exitValue(), output);
  }

  public int exitCode() {
    return exitCode;
  }

  public String output() {
    return output;
  }

  /** A number of the summary, such as {@code found}, {@code skipped}, {@code aborted}. */
  public int tests(String what) {
    Matcher matcher = Pattern.compile("(\\d+) tests " + what).matcher(output);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
