package dev.offstage.durable.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds and runs the programs of database servers, as a user that they accept. */
final class Programs {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Programs() {}

  /**
   * Finds a program.
   *
   * @param debianPackage what to install if it is missing
   * @param places other folders than those of the PATH, the first one wins
   */
  static String find(String program, String debianPackage, List<File> places) {
    List<File> all = new ArrayList<>(places);
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      all.add(new File(folder));
    }
    all.add(new File("/usr/sbin"));
    for (File folder : all) {
      File file = new File(folder, program);
      if (file.canExecute()) {
        return file.getPath();
      }
    }
    throw new IllegalStateException(
        "These tests need "
            + program
            + ", which is not on this machine: apt-get install "
            + debianPackage);
  }

  /** The command, which then runs as this user if we are root: servers refuse to. */
  static List<String> as(String user, List<String> command) {
    List<String> whole = new ArrayList<>();
    if (ROOT) {
      whole.addAll(
          Arrays.asList("setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--"));
    }
    whole.addAll(command);
    return whole;
  }

  /** A new folder that belongs to this user: below target, or where that is closed to others. */
  static File folder(String name, String user) throws IOException, InterruptedException {
    Path target = new File(System.getProperty("basedir", "."), "target").toPath();
    Path parent = target.toAbsolutePath().normalize().resolve("databases");
    Files.createDirectories(parent);
    if (!isOpen(parent)) {
      parent = new File(System.getProperty("java.io.tmpdir")).toPath();
    }
    Path folder = Files.createTempDirectory(parent, name + "-");
    if (ROOT) {
      run("chown", user + ":" + user, folder.toString());
    }
    return folder.toFile();
  }

  private static boolean isOpen(Path folder) throws IOException {
    for (Path each = folder; each != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return !ROOT;
      }
    }
    return true;
  }

  /** Runs a program to its end. */
  static void run(String... command) throws IOException, InterruptedException {
    run(Arrays.asList(command));
  }

  /** Runs a program to its end. */
  static void run(List<String> command) throws IOException, InterruptedException {
    File output = File.createTempFile("offstage", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output).directory(new File("/"));
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command)
                + " failed: "
                + new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8));
      }
    } finally {
      Files.delete(output.toPath());
    }
  }
}
