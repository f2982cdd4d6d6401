package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the rules in a web.xml: a context-param overrides an init-param of our filter. */
final class WebXml {
  private static final String KEY = "offstage.redirect";
  private static final List<String> FILTERS =
      Arrays.asList("dev.offstage.servlet.OffstageFilter", "dev.offstage.javaee.OffstageFilter");

  private WebXml() {}

  static Rules rules(Deployment deployment) throws IOException {
    Path file = deployment.file("WEB-INF/web.xml");
    if (file == null) {
      return Rules.NONE;
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      Rules ofFilter = Rules.NONE;
      String element = "";
      String filter = "";
      boolean ours = false;
      String name = "";
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamReader.START_ELEMENT) {
          continue;
        }
        switch (reader.getLocalName()) {
          case "context-param":
          case "filter":
          case "servlet":
            element = reader.getLocalName();
            ours = false;
            break;
          case "filter-name":
            filter = reader.getElementText().trim();
            break;
          case "filter-class":
            ours = FILTERS.contains(reader.getElementText().trim());
            break;
          case "param-name":
            name = reader.getElementText().trim();
            break;
          case "param-value":
            String value = reader.getElementText().trim();
            // The sources' names are those that the library gives them.
            if (element.equals("context-param") && name.equals(KEY)) {
              return Rules.parse(value, KEY + " (context-param in web.xml)");
            }
            if (ours && ("offstage." + name).equals(KEY)) {
              ofFilter = Rules.parse(value, KEY + " (init-param of the filter '" + filter + "')");
            }
            break;
          default:
            // Nothing of ours.
        }
      }
      return ofFilter;
    } catch (XMLStreamException e) {
      throw new IOException("web.xml: " + e.getMessage(), e);
    }
  }
}
