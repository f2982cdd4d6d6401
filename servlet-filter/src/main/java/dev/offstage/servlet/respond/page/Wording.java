package dev.offstage.servlet.respond.page;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The texts of the page in one language. Immutable. */
final class Wording {
  private final String tag;
  private final Map<String, String> texts;

  /**
   * Takes the texts of a language.
   *
   * @param tag of the language, as HTML has it: {@code pt-BR}
   */
  Wording(String tag, Map<String, String> texts) {
    this.tag = tag;
    this.texts = Collections.unmodifiableMap(new HashMap<>(texts));
  }

  String tag() {
    return tag;
  }

  /** The text of this key, which has to be one of those in the English file. */
  String text(String key) {
    return text(key, key);
  }

  /** The text of this key, or another one if there is none. */
  String text(String key, String otherwise) {
    return texts.getOrDefault(key, otherwise);
  }

  /** The text of this key with a value in its place <code>{0}</code>. */
  String with(String key, Object value) {
    return text(key).replace("{0}", value.toString());
  }
}
