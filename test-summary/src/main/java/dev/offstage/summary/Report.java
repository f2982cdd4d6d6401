package dev.offstage.summary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What Surefire or Failsafe wrote of one test class.
 *
 * @param skipped the reasons, one for each test that did not run
 */
record Report(String module, String name, int tests, double seconds, List<String> skipped) {

  /**
   * Reads {@code TEST-....xml}.
   *
   * @param module whose test it was
   */
  static Report read(String module, Path file) throws IOException {
    try {
      Element suite =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement();
      List<String> skipped = new ArrayList<>();
      NodeList elements = suite.getElementsByTagName("skipped");
      for (int i = 0; i < elements.getLength(); i++) {
        String reason = ((Element) elements.item(i)).getAttribute("message");
        skipped.add(reason.isBlank() ? "no reason given" : reason.strip());
      }
      String name = suite.getAttribute("name");
      return new Report(
          module,
          name.substring(name.lastIndexOf('.') + 1),
          Integer.parseInt(suite.getAttribute("tests")),
          Double.parseDouble(suite.getAttribute("time").replace(",", "")),
          skipped);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " is no report of tests: " + e.getMessage(), e);
    }
  }
}
