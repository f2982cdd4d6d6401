package dev.offstage.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, with a profile of its own. */
final class Browser implements AutoCloseable {
  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /** One as users have it; the test is skipped where there is none. */
  static Browser open() throws IOException {
    return open(true);
  }

  /** One that runs no scripts, if so wanted. */
  static Browser open(boolean scripts) throws IOException {
    Optional<Path> chromium = program("chromium");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "no browser found: apt-get install chromium chromium-driver, or -Dchromium.home=FOLDER");
    Path profile = Files.createTempDirectory("offstage-page-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile,
        "--window-size=1200,1000");
    Map<String, Object> preferences = new HashMap<>();
    preferences.put("download.default_directory", downloads(profile).toString());
    if (!scripts) {
      preferences.put("profile.managed_default_content_settings.javascript", 2);
    }
    options.setExperimentalOption("prefs", preferences);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build();
    return new Browser(new ChromeDriver(service, options), profile);
  }

  private static Optional<Path> program(String name) {
    String home = System.getProperty("chromium.home");
    String folders = home == null ? System.getenv("PATH") : home;
    return Arrays.stream(folders.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path downloads(Path profile) {
    return profile.resolve("downloads");
  }

  ChromeDriver driver() {
    return driver;
  }

  /** A file that was saved, by its name. */
  Path download(String name) {
    return downloads(profile).resolve(name);
  }

  /** What the console has said since the last call: what the browser does not like of a page. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Has the browser say that its user likes it dark. */
  void dark(boolean dark) {
    Map<String, String> feature =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Has the browser say that its user likes nothing to move. */
  void still(boolean still) {
    Map<String, String> feature =
        Map.of("name", "prefers-reduced-motion", "value", still ? "reduce" : "no-preference");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Has the browser ask for pages in these languages. */
  void languages(String accepted) {
    Object agent = driver.executeScript("return navigator.userAgent");
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", String.valueOf(agent), "acceptLanguage", accepted));
  }

  /** For people who look at how it is; in the folder of the build. */
  void screenshot(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
