package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a web.xml says about Offstage: its settings, of which a context-param overrides an
 * init-param of our filter, and whether it starts at all.
 */
final class WebXml {
  private static final String REDIRECT = "offstage.redirect";
  private static final String ENABLED = "offstage.enabled";
  private static final Pattern POOL = Pattern.compile("offstage\\.pool\\.([a-z0-9-]+)\\.[a-z]+");

  /** A filter that it declares, with what matters of its parameters. */
  private static final class Filter {
    String name = "";
    String type = "";
    @Nullable String redirect;
    @Nullable String enabled;
  }

  private final List<Filter> filters = new ArrayList<>();
  private final Set<String> mapped = new HashSet<>();
  private final Set<String> pools = new TreeSet<>();
  private @Nullable String redirect;
  private @Nullable String enabled;
  private String version = "";
  private boolean ordered;
  private boolean others;

  private WebXml() {}

  /** Reads that of a webapp; null if it has none. */
  static @Nullable WebXml of(Deployment deployment) throws IOException {
    Path file = deployment.file("WEB-INF/web.xml");
    if (file == null) {
      return null;
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      WebXml webXml = new WebXml();
      webXml.read(factory.createXMLStreamReader(in));
      return webXml;
    } catch (XMLStreamException e) {
      throw new IOException("web.xml: " + e.getMessage(), e);
    }
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    String element = "";
    String param = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.DTD) {
        // Before 2.4 there is no attribute for it.
        version = reader.getText().replaceAll("(?s).*Web Application (2\\.\\d).*", "$1");
      }
      if (event != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      String name = reader.getLocalName();
      switch (name) {
        case "web-app":
          String attribute = reader.getAttributeValue(null, "version");
          version = attribute == null ? version : attribute;
          break;
        case "absolute-ordering":
          ordered = true;
          element = name;
          break;
        case "others":
          others |= element.equals("absolute-ordering");
          break;
        case "filter":
          filters.add(new Filter());
          element = name;
          break;
        case "context-param":
        case "servlet":
        case "filter-mapping":
          element = name;
          break;
        case "filter-name":
          addFilterName(element, reader.getElementText().trim());
          break;
        case "filter-class":
          last().type = reader.getElementText().trim();
          break;
        case "param-name":
          param = reader.getElementText().trim();
          break;
        case "param-value":
          addParam(element, param, reader.getElementText().trim());
          break;
        default:
          // Nothing of ours.
      }
    }
  }

  private Filter last() {
    if (filters.isEmpty()) {
      filters.add(new Filter());
    }
    return filters.get(filters.size() - 1);
  }

  private void addFilterName(String element, String name) {
    if (element.equals("filter-mapping")) {
      mapped.add(name);
    } else if (element.equals("filter")) {
      last().name = name;
    }
  }

  private void addParam(String element, String name, String value) {
    if (element.equals("context-param")) {
      addPool(name);
      redirect = name.equals(REDIRECT) ? value : redirect;
      enabled = name.equals(ENABLED) ? value : enabled;
    } else if (element.equals("filter")) {
      Filter filter = last();
      addPool("offstage." + name);
      filter.redirect = ("offstage." + name).equals(REDIRECT) ? value : filter.redirect;
      filter.enabled = ("offstage." + name).equals(ENABLED) ? value : filter.enabled;
    }
  }

  private void addPool(String key) {
    Matcher pool = POOL.matcher(key);
    if (pool.matches()) {
      pools.add(pool.group(1));
    }
  }

  private @Nullable Filter ours() {
    for (Filter filter : filters) {
      if (StartUp.FILTERS.contains(filter.type)) {
        return filter;
      }
    }
    return null;
  }

  /** The names of the pools that its settings make. */
  Set<String> pools() {
    return pools;
  }

  /**
   * The rules; the sources' names are those that the library gives them.
   *
   * @param pools the names of the pools that rules can have; null for any
   */
  Rules rules(@Nullable Collection<String> pools) {
    Filter ours = ours();
    if (redirect != null) {
      return Rules.parse(redirect, REDIRECT + " (context-param in web.xml)", pools);
    }
    return ours == null || ours.redirect == null
        ? Rules.NONE
        : Rules.parse(
            ours.redirect, REDIRECT + " (init-param of the filter '" + ours.name + "')", pools);
  }

  /** Whether it switches Offstage off. */
  boolean isDisabled() {
    Filter ours = ours();
    String value = enabled != null || ours == null ? enabled : ours.enabled;
    return value != null && value.trim().equalsIgnoreCase("false");
  }

  /** Whether its absolute-ordering leaves out the jars that it does not name. */
  boolean shutsInitializersOut() {
    return ordered && !others;
  }

  /** The version that it is written in; empty if it does not say. */
  String version() {
    return version;
  }

  /** The name of our filter, or null. */
  @Nullable String filter() {
    Filter ours = ours();
    return ours == null ? null : ours.name;
  }

  /** Whether a filter of this name sees any request. */
  boolean isMapped(String filter) {
    return mapped.contains(filter);
  }

  /** The classes of all its filters. */
  List<String> filterClasses() {
    List<String> classes = new ArrayList<>();
    for (Filter filter : filters) {
      classes.add(filter.type);
    }
    return classes;
  }
}
