package dev.offstage.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDKs of this machine, where people have them: in variables such as {@code JAVA_HOME_8_X64} or
 * {@code JDK_8}, in Maven's {@code toolchains.xml}, in the folders of SDKMAN, IntelliJ IDEA,
 * Gradle, asdf and mise, and where Linux, macOS and Windows install them.
 */
final class InstalledJdks {
  private static final Pattern VARIABLE = Pattern.compile("(JAVA|JDK|GRAALVM).*");
  private static final Pattern TOOLCHAIN = Pattern.compile("<jdkHome>\\s*(.+?)\\s*</jdkHome>");
  private static final Pattern VERSION =
      Pattern.compile("(?:JAVA_VERSION=|version )\"(?:1\\.)?(\\d+)");

  private static final String[] FOLDERS_OF_USERS = {
    ".sdkman/candidates/java",
    ".jdks",
    ".gradle/jdks",
    ".asdf/installs/java",
    ".local/share/mise/installs/java",
    "Library/Java/JavaVirtualMachines"
  };

  private static final String[] FOLDERS_OF_SYSTEMS = {
    "/usr/lib/jvm",
    "/opt/java",
    "/usr/java",
    "/Library/Java/JavaVirtualMachines",
    "C:/Program Files/Java",
    "C:/Program Files/Eclipse Adoptium",
    "C:/Program Files/Microsoft",
    "C:/Program Files/Zulu",
    "C:/Program Files/Amazon Corretto"
  };

  private final Map<String, String> environment;
  private final Path user;

  /**
   * @param user the home of the user
   */
  InstalledJdks(Map<String, String> environment, Path user) {
    this.environment = environment;
    this.user = user;
  }

  static InstalledJdks ofThisMachine() {
    return new InstalledJdks(System.getenv(), Paths.get(System.getProperty("user.home")));
  }

  /** The first one of this version, as found in the order above. */
  Optional<File> find(int version) throws IOException, InterruptedException {
    for (Path home : candidates()) {
      if (Files.isExecutable(home.resolve("bin/javac")) && version(home) == version) {
        return Optional.of(home.toRealPath().toFile());
      }
    }
    return Optional.empty();
  }

  private List<Path> candidates() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (VARIABLE.matcher(variable.getKey()).matches() && !variable.getValue().isEmpty()) {
        File home = new File(variable.getValue());
        // Others, such as JAVA_OPTS, are no folders.
        if (home.isDirectory()) {
          homes.add(home.toPath());
        }
      }
    }
    Path toolchains = user.resolve(".m2/toolchains.xml");
    if (Files.isRegularFile(toolchains)) {
      Matcher home = TOOLCHAIN.matcher(read(toolchains));
      while (home.find()) {
        homes.add(Paths.get(home.group(1)));
      }
    }
    for (String folder : FOLDERS_OF_USERS) {
      addAllIn(user.resolve(folder), homes);
    }
    for (String folder : FOLDERS_OF_SYSTEMS) {
      addAllIn(Paths.get(folder), homes);
    }
    return homes;
  }

  private static void addAllIn(Path folder, List<Path> homes) {
    File[] children = folder.toFile().listFiles(File::isDirectory);
    if (children == null) {
      return;
    }
    for (File child : children) {
      homes.add(child.toPath());
      // As macOS packs them.
      homes.add(child.toPath().resolve("Contents/Home"));
    }
  }

  /** Reads it from where all but a few packages write it down; asks those. */
  private static int version(Path home) throws IOException, InterruptedException {
    Path release = home.resolve("release");
    String text = Files.isRegularFile(release) ? read(release) : "";
    Matcher version = VERSION.matcher(text);
    if (!version.find()) {
      version = VERSION.matcher(Jdks.output(Jdks.java(home.toFile()), "-version"));
      if (!version.find()) {
        return 0;
      }
    }
    return Integer.parseInt(version.group(1));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
