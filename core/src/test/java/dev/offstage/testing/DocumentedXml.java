package dev.offstage.testing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An example of XML on a page, parsed. Immutable. */
public final class DocumentedXml {
  private final String page;
  private final String text;
  private final Element root;

  private DocumentedXml(String page, String text) throws IOException {
    this.page = page;
    this.text = text;
    try {
      // Most examples are a few elements without a root.
      InputSource source = new InputSource(new StringReader("<example>" + text + "</example>"));
      root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(source)
              .getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(page + " has wrong XML: " + e.getMessage() + "\n" + text, e);
    }
  }

  /**
   * Those of all pages.
   *
   * @throws IOException also if one is no XML
   */
  public static List<DocumentedXml> all() throws IOException {
    List<DocumentedXml> examples = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String block : page.blocks("xml")) {
        examples.add(new DocumentedXml(page.toString(), block));
      }
    }
    return examples;
  }

  /** The settings of Offstage in it, those of a filter with their full keys. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    NodeList names = root.getElementsByTagName("param-name");
    NodeList values = root.getElementsByTagName("param-value");
    for (int i = 0; i < names.getLength(); i++) {
      String name = names.item(i).getTextContent();
      boolean ofFilter = names.item(i).getParentNode().getNodeName().equals("init-param");
      settings.put(ofFilter ? "offstage." + name : name, values.item(i).getTextContent());
    }
    settings.keySet().removeIf(key -> !key.startsWith("offstage."));
    return settings;
  }

  /** What stands in all elements of this name. */
  public List<String> texts(String element) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = root.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent().trim());
    }
    return texts;
  }

  @Override
  public String toString() {
    return page + ": " + text;
  }
}
