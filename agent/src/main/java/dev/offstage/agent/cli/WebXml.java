package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the rules in a web.xml. */
final class WebXml {
  private static final String KEY = "offstage.redirect";

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
      String filter = "";
      String name = "";
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamReader.START_ELEMENT) {
          continue;
        }
        if (reader.getLocalName().equals("filter-name")) {
          filter = reader.getElementText().trim();
        } else if (reader.getLocalName().equals("param-name")) {
          name = reader.getElementText().trim();
        } else if (reader.getLocalName().equals("param-value")) {
          String value = reader.getElementText();
          // The sources' names are those that the library gives them.
          if (name.equals(KEY)) {
            return Rules.parse(value.trim(), KEY + " (context-param in web.xml)");
          }
          if (("offstage." + name).equals(KEY)) {
            return Rules.parse(value.trim(), KEY + " (init-param of the filter '" + filter + "')");
          }
        }
      }
      return Rules.NONE;
    } catch (XMLStreamException e) {
      throw new IOException("web.xml: " + e.getMessage(), e);
    }
  }
}
