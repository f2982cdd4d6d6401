package dev.offstage.servlet.respond.page;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.AcceptLanguage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The languages that one webapp's page is there in: those of the jar, and what the webapp has of
 * its own on its class path as {@code offstage/waiting_pt_BR.properties}, which may also give
 * another text to a language of the jar. Thread-safe.
 */
final class Languages {
  private static final String ENGLISH = "en";

  /** Clients name what they like; what has been looked for is not looked for again and again. */
  private static final int MOST_KNOWN = 100;

  private final Map<String, Optional<Wording>> known =
      new LinkedHashMap<String, Optional<Wording>>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Wording>> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * The best one for this client (RFC 4647, section 3.4: who asks for {@code pt-BR} understands
   * {@code pt}); English if it understands none that is there.
   */
  Wording of(HttpServletRequest request) {
    for (String tag : AcceptLanguage.of(request)) {
      for (String name = name(tag); !name.isEmpty(); name = parent(name)) {
        Optional<Wording> wording = find(name);
        if (wording.isPresent()) {
          return wording.get();
        }
      }
    }
    return english();
  }

  /** In the jar, so it is there. */
  private Wording english() {
    return find(ENGLISH).orElseThrow(IllegalStateException::new);
  }

  /** As files are named: {@code zh_Hant_TW} for {@code zh-hant-tw}. */
  private static String name(String tag) {
    StringBuilder name = new StringBuilder();
    for (String part : tag.split("-", -1)) {
      if (name.length() == 0) {
        name.append(part);
      } else if (part.length() == 4) {
        name.append('_').append(part.substring(0, 1).toUpperCase(Locale.ROOT));
        name.append(part.substring(1));
      } else {
        name.append('_').append(part.length() == 2 ? part.toUpperCase(Locale.ROOT) : part);
      }
    }
    return name.toString();
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('_')));
  }

  private Optional<Wording> find(String name) {
    Optional<Wording> wording;
    synchronized (known) {
      wording = known.get(name);
    }
    if (wording == null) {
      wording = load(name);
      synchronized (known) {
        known.put(name, wording);
      }
    }
    return wording;
  }

  private static Optional<Wording> load(String name) {
    Map<String, String> own = WordingFile.ofWebapp(name);
    Map<String, String> builtIn = WordingFile.ofJar(name);
    if (own.isEmpty() && builtIn.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> texts = new HashMap<>(WordingFile.ofJar(ENGLISH));
    report(name, own.keySet(), texts.keySet(), !builtIn.isEmpty());
    texts.putAll(builtIn);
    texts.putAll(own);
    return Optional.of(new Wording(name.replace('_', '-'), texts));
  }

  /** What the author of the webapp's file may not have meant. */
  private static void report(String name, Set<String> own, Set<String> all, boolean isBuiltIn) {
    Set<String> unknown = new TreeSet<>(own);
    unknown.removeAll(all);
    if (!unknown.isEmpty()) {
      Log.warn(
          String.format(
              "offstage: %s has keys that the waiting page does not know: %s; it knows: %s",
              WordingFile.nameInWebapp(name), unknown, new TreeSet<>(all)));
    }
    Set<String> missing = new TreeSet<>(all);
    missing.removeAll(own);
    if (!missing.isEmpty() && !isBuiltIn) {
      Log.warn(
          String.format(
              "offstage: %s lacks texts, so the waiting page shows these in English: %s",
              WordingFile.nameInWebapp(name), missing));
    }
  }
}
