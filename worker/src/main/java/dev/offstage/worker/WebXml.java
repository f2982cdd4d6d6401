package dev.offstage.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the settings that a webapp has in its {@code web.xml}; fragments in jars are not read. */
final class WebXml {
  private WebXml() {}

  /**
   * The context parameters; empty if there is no such file.
   *
   * @throws WorkerException if it is no XML
   */
  static Map<String, String> contextParams(Path file) throws WorkerException {
    Map<String, String> params = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return params;
    }
    Element root;
    try (InputStream in = Files.newInputStream(file)) {
      root = parser().parse(in).getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new WorkerException("WEB-INF/web.xml cannot be read: " + e.getMessage(), e);
    }
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if ("context-param".equals(node.getLocalName())) {
        String name = text(node, "param-name");
        if (!name.isEmpty()) {
          params.put(name, text(node, "param-value"));
        }
      }
    }
    return params;
  }

  /** An old web.xml names a DTD: nothing is fetched for that, nor for an entity. */
  private static DocumentBuilder parser() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder parser = factory.newDocumentBuilder();
    parser.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    // Its own one prints to standard error what is thrown as well.
    parser.setErrorHandler(new DefaultHandler());
    return parser;
  }

  private static String text(Node parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (name.equals(node.getLocalName())) {
        return node.getTextContent().trim();
      }
    }
    return "";
  }
}
