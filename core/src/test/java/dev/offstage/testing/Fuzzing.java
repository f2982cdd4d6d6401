package dev.offstage.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Feeds a class with a {@code fuzzerTestOneInput(FuzzedDataProvider)} by Jazzer, in a JVM of its
 * own: whatever that throws, and a try that takes more than {@value #SECONDS_A_TRY} seconds, is a
 * finding. Another seed is given by {@code -Dfuzz.seed=}.
 */
public final class Fuzzing {
  private static final int SECONDS_A_TRY = 60;
  private static final int FIRST_TRIES = 200;
  private static final int MOST_BYTES = 1000;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  private Fuzzing() {}

  /**
   * Fuzzes for so many tries.
   *
   * @return how many were made; it may be some more
   * @throws AssertionError at a finding; the message has it, and the seed and file to repeat it
   */
  public static int run(Class<?> target, int tries) throws IOException, InterruptedException {
    File folder = new File(Jdks.module(), "target/fuzz-" + target.getSimpleName());
    String seed = System.getProperty("fuzz.seed", "1");
    File corpus = corpus(folder, Long.parseLong(seed));
    File log = new File(folder, "log.txt");
    Process process =
        new ProcessBuilder(command(target, tries, seed, folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (!process.waitFor(20, TimeUnit.MINUTES)) {
        throw new AssertionError("still running after 20 minutes, see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    String output = new String(Files.readAllBytes(log.toPath()), StandardCharsets.UTF_8);
    Matcher done = DONE.matcher(output);
    if (process.exitValue() != 0 || !done.find()) {
      throw new AssertionError(
          target.getName() + " has found something (-Dfuzz.seed=" + seed + "): " + output);
    }
    int made = Integer.parseInt(done.group(1));
    System.out.println(target.getSimpleName() + ": " + made + " tries, no finding; seed " + seed);
    return made;
  }

  /**
   * What the first tries are: from nothing Jazzer would take long to come to inputs of a length.
   */
  private static File corpus(File folder, long seed) throws IOException {
    File corpus = Files.createDirectories(new File(folder, "corpus").toPath()).toFile();
    for (File old : corpus.listFiles()) {
      Files.delete(old.toPath());
    }
    Random random = new Random(seed);
    for (int i = 0; i < FIRST_TRIES; i++) {
      byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
      random.nextBytes(bytes);
      Files.write(new File(corpus, "first-" + i).toPath(), bytes);
    }
    return corpus;
  }

  private static List<String> command(
      Class<?> target, int tries, String seed, File folder, File corpus) {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(new File(System.getProperty("java.home"))));
    command.addAll(Arrays.asList("-Xmx300m", "-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=dev.offstage.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-runs=" + tries);
    command.add("-seed=" + seed);
    command.add("-timeout=" + SECONDS_A_TRY);
    command.add("-len_control=0");
    command.add("-max_len=" + MOST_BYTES);
    command.add(corpus.getPath());
    return command;
  }
}
