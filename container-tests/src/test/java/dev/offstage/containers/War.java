package dev.offstage.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The one WAR: the webapp's classes, a web.xml, and the library's jar exactly as built. */
final class War implements Deployable {
  private static final String PACKAGE = WebXml.PACKAGE;
  private static final String CLASSES = PACKAGE.replace('.', '/') + "\\w+(\\$\\w+)?\\.class";

  private static final String PAGE = "page with <jsp:include page=\"part.jsp\"/>";
  private static final String PART =
      "<% " + PACKAGE + "PageServlet.work(request.getParameter(\"gate\")); %>part";

  private static final String REPORT =
      "report with <jsp:include page=\"quiet.jsp\"/><% if (request.getParameter(\"x\") == null) { %>"
          + " and more<% } %>";

  final String name;
  private final WebXml xml = new WebXml();
  private final List<Path> libraries = new ArrayList<>();
  private String tomcatContext = "";
  private String missing = "";

  private War(String name) {
    this.name = name;
  }

  /** A webapp at the path of this name. */
  static War named(String name) {
    return new War(name);
  }

  /** One more jar in WEB-INF/lib. */
  War library(Path jar) {
    libraries.add(jar);
    return this;
  }

  War contextParam(String key, String value) {
    xml.contextParams.put(key, value);
    return this;
  }

  /** With a page of its own for 409 and exceptions. */
  War withErrorPage() {
    xml.errorPage = true;
    return this;
  }

  /** Sessions end a minute after their last request, the shortest time that web.xml knows. */
  War withShortSessions() {
    xml.shortSessions = true;
    return this;
  }

  /** With a listener that looks at who sends a request. */
  War withClientListener() {
    xml.clientListener = true;
    return this;
  }

  /** With CDI, where the server has it. */
  War withInjection() {
    xml.injection = true;
    return this;
  }

  /** Whoever wants in has to show a certificate. */
  War withCertificateLogin() {
    xml.loginByCertificate();
    return this;
  }

  /** With this in web.xml, too. */
  War webXml(String more) {
    xml.more += more;
    return this;
  }

  /** With a class less in the library's jar, as one that was copied badly. */
  War withoutClass(String simpleName) {
    missing = "/" + simpleName + ".class";
    return this;
  }

  /** With this in the file that Tomcat configures a webapp by. */
  War tomcatContext(String xml) {
    tomcatContext = xml;
    return this;
  }

  /** Shuts initializers and annotations out and has a filter entry instead. */
  War closedWithFilter(String key, String value) {
    xml.closed = true;
    xml.filterParams.put(key, value);
    return this;
  }

  @Override
  public Path writeTo(Path folder, ServletApi api) throws IOException {
    Path war = folder.resolve(name + ".war");
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      put(zip, "WEB-INF/web.xml", xml.text(api).getBytes(StandardCharsets.UTF_8));
      put(zip, "quiet.jsp", "part".getBytes(StandardCharsets.UTF_8));
      put(zip, "page.jsp", PAGE.getBytes(StandardCharsets.UTF_8));
      put(zip, "report.jsp", REPORT.getBytes(StandardCharsets.UTF_8));
      put(zip, "part.jsp", PART.getBytes(StandardCharsets.UTF_8));
      put(zip, "WEB-INF/lib/offstage.jar", library());
      for (Path jar : libraries) {
        put(zip, "WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
      if (!tomcatContext.isEmpty()) {
        put(zip, "META-INF/context.xml", tomcatContext.getBytes(StandardCharsets.UTF_8));
      }
      if (xml.injection) {
        put(zip, "WEB-INF/beans.xml", new byte[0]);
      }
      try (ZipFile classes = new ZipFile(api.classes().toFile())) {
        for (ZipEntry entry : Collections.list(classes.entries())) {
          String name = entry.getName();
          if (name.matches(CLASSES)
              || (xml.injection && name.equals(WebXml.INJECTED.replace('.', '/') + ".class"))) {
            try (InputStream in = classes.getInputStream(entry)) {
              put(zip, "WEB-INF/classes/" + entry.getName(), in.readAllBytes());
            }
          }
        }
      }
    }
    return war;
  }

  private byte[] library() throws IOException {
    if (missing.isEmpty()) {
      return Files.readAllBytes(Built.offstageJar());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile jar = new ZipFile(Built.offstageJar().toFile());
        ZipOutputStream rest = new ZipOutputStream(bytes)) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (!entry.getName().endsWith(missing)) {
          put(rest, entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
