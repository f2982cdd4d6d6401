package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.Place;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.TypeCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URLs of servlets, as web.xml and their annotations have them. */
final class Servlets {
  private static final Pattern SERVLET =
      Pattern.compile("<servlet>(.*?)</servlet>", Pattern.DOTALL);
  private static final Pattern MAPPING =
      Pattern.compile("<servlet-mapping>(.*?)</servlet-mapping>", Pattern.DOTALL);

  private final Program program;
  private final Map<String, String> patterns = new HashMap<>();

  Servlets(Program program, Map<String, String> texts) {
    this.program = program;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (text.getKey().endsWith("WEB-INF/web.xml")) {
        addAll(text.getValue().replaceAll("(?s)<!--.*?-->", ""));
      }
    }
  }

  private void addAll(String xml) {
    Map<String, String> ofNames = new HashMap<>();
    Matcher mapping = MAPPING.matcher(xml);
    while (mapping.find()) {
      String pattern = element(mapping.group(1), "url-pattern");
      ofNames.putIfAbsent(element(mapping.group(1), "servlet-name"), pattern);
    }
    Matcher servlet = SERVLET.matcher(xml);
    while (servlet.find()) {
      String pattern = ofNames.get(element(servlet.group(1), "servlet-name"));
      if (pattern != null) {
        patterns.put(element(servlet.group(1), "servlet-class"), pattern);
      }
    }
  }

  private static String element(String xml, String name) {
    Matcher element =
        Pattern.compile("<" + name + ">\\s*(.*?)\\s*</" + name + ">", Pattern.DOTALL).matcher(xml);
    return element.find() ? element.group(1) : "";
  }

  /** What is mapped to the innermost servlet among these classes; null if nothing is known. */
  @Nullable Url urlOf(List<String> types) {
    for (int i = types.size() - 1; i >= 0; i--) {
      String pattern = patterns.get(types.get(i));
      if (pattern == null && !patterns.containsKey(types.get(i))) {
        pattern = annotated(types.get(i));
      }
      if (pattern != null && !pattern.isEmpty()) {
        return Url.ofPattern(pattern);
      }
    }
    return null;
  }

  private @Nullable String annotated(String name) {
    TypeCode type =
        program.source().place(name).kind == Place.Kind.OUTSIDE ? null : program.type(name);
    return type == null ? null : type.urlPattern;
  }
}
