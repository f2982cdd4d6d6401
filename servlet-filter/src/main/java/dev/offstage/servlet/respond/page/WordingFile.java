package dev.offstage.servlet.respond.page;

import dev.offstage.internal.text.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file with the texts of one language: properties, in UTF-8. */
final class WordingFile {
  /** Outside of the packages, so that both halves of the jar have the same files. */
  static final String FOLDER = "/dev/offstage/waiting/";

  private WordingFile() {}

  /** What Offstage's jar has for this language; empty if it has none. */
  static Map<String, String> ofJar(String language) {
    String file = FOLDER + "waiting_" + language + ".properties";
    try (InputStream in = WordingFile.class.getResourceAsStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new IllegalStateException("the jar cannot be read: " + file, e);
    }
  }

  /** What the webapp has for it on its class path; empty if that is nothing that can be read. */
  static Map<String, String> ofWebapp(String language) {
    ClassLoader webapp = Thread.currentThread().getContextClassLoader();
    String file = nameInWebapp(language);
    try (InputStream in = webapp == null ? null : webapp.getResourceAsStream(file)) {
      return read(in);
    } catch (IOException | IllegalArgumentException e) {
      Log.warn("offstage: the waiting page does without " + file + ", which cannot be read", e);
      return Collections.emptyMap();
    }
  }

  static String nameInWebapp(String language) {
    return "offstage/waiting_" + language + ".properties";
  }

  private static Map<String, String> read(@Nullable InputStream in) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    if (in != null) {
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String key : properties.stringPropertyNames()) {
        texts.put(key, properties.getProperty(key));
      }
    }
    return texts;
  }
}
