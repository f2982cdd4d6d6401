package dev.offstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Runs compiled tests of this module once more, in a JVM of another JDK or with other options. */
public final class TestSuite {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

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
    return run(
        home,
        "tests-on-" + home.getName(),
        CLASS_PATH,
        Arrays.asList(
            "--scan-classpath=" + new File(Jdks.module(), "target/test-classes"),
            "--include-classname=.*Test",
            "--exclude-classname=" + Pattern.quote(except.getName())),
        jvmOptions);
  }

  /**
   * Runs tests of a folder with other libraries than this JVM has.
   *
   * @param home the JDK
   * @param classes a regular expression for their full names
   * @param classPath without the folder
   */
  public static TestSuite run(
      File home, File folder, String classes, String classPath, String... jvmOptions)
      throws IOException, InterruptedException {
    return run(
        home,
        folder.getName() + "-on-" + home.getName(),
        folder + File.pathSeparator + classPath,
        Arrays.asList("--scan-classpath=" + folder, "--include-classname=" + classes),
        jvmOptions);
  }

  /** Runs these tests on the same JDK with other options. */
  public static TestSuite run(List<Class<?>> only, String... jvmOptions)
      throws IOException, InterruptedException {
    List<String> selected = new ArrayList<>();
    only.forEach(each -> selected.add("--select-class=" + each.getName()));
    File home = new File(System.getProperty("java.home"));
    return run(home, "tests-beside-others", CLASS_PATH, selected, jvmOptions);
  }

  /** How a suite is run on one JDK. */
  @FunctionalInterface
  public interface OnJdk {
    TestSuite run(int version, File home) throws IOException, InterruptedException;
  }

  /**
   * Runs a suite on several JDKs. All tests must pass, and be more than a number.
   *
   * @param atOnce how many JDKs at a time
   */
  public static void passesOnEach(IntStream versions, int atOnce, int moreThan, OnJdk suite)
      throws Exception {
    Map<Integer, File> homes = new TreeMap<>();
    for (int version : versions.toArray()) {
      homes.put(version, Jdks.home(version));
    }
    assertThat(homes).isNotEmpty();
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      Map<Integer, Future<TestSuite>> all = new TreeMap<>();
      homes.forEach(
          (version, home) -> all.put(version, threads.submit(() -> suite.run(version, home))));
      for (Map.Entry<Integer, Future<TestSuite>> each : all.entrySet()) {
        TestSuite ran = each.getValue().get();
        assertThat(ran.exitCode).as("JDK " + each.getKey() + ": " + ran.output).isZero();
        assertThat(ran.tests("successful")).isEqualTo(ran.tests("found")).isGreaterThan(moreThan);
        assertThat(ran.tests("skipped")).isZero();
        assertThat(ran.tests("aborted")).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static TestSuite run(
      File home, String name, String classPath, List<String> selected, String... jvmOptions)
      throws IOException, InterruptedException {
    File log = new File(Jdks.module(), "target/" + name + ".txt");
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(home));
    command.addAll(Arrays.asList(jvmOptions));
    command.add("-Dbasedir=" + Jdks.module().getAbsolutePath());
    command.addAll(Arrays.asList("-cp", classPath));
    command.addAll(Arrays.asList("org.junit.platform.console.ConsoleLauncher", "execute"));
    command.addAll(selected);
    command.addAll(Arrays.asList("--details=summary", "--disable-banner"));
    command.add("--disable-ansi-colors");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        throw new IllegalStateException("still running after 15 minutes, see " + log);
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
