package dev.offstage.worker;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.Driver;

/** A WAR that a test puts together. */
final class TestWar {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final StringBuilder params = new StringBuilder();

  /** With the jars of the library as they are built, a driver, and {@link Mails}. */
  static TestWar ofMails() throws IOException, URISyntaxException {
    return new TestWar()
        .jar(new File("../servlet-filter/target/offstage.jar"))
        .jar(new File("../durable/target/offstage-durable.jar"))
        .jar(jarOf(Driver.class))
        .type(Mails.class)
        .type(MailsStart.class)
        .type(FailingStart.class);
  }

  /** The jar that a class is from. */
  static File jarOf(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  TestWar without(String jar) {
    files.remove("WEB-INF/lib/" + jar);
    return this;
  }

  private TestWar jar(File jar) throws IOException {
    return file("WEB-INF/lib/" + jar.getName(), Files.readAllBytes(jar.toPath()));
  }

  private TestWar type(Class<?> type) throws IOException {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream("/" + path)) {
      byte[] bytes = new byte[in.available()];
      new DataInputStream(in).readFully(bytes);
      return file("WEB-INF/classes/" + path, bytes);
    }
  }

  TestWar contextParam(String name, String value) {
    params.append("<context-param><param-name>").append(name).append("</param-name><param-value>");
    params.append(value).append("</param-value></context-param>\n");
    return this;
  }

  TestWar file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  Path writeTo(Path war) throws IOException {
    String xml =
        "<?xml version='1.0'?>\n<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web"
            + " Application 2.3//EN' 'http://localhost:1/web-app_2_3.dtd'>\n<web-app>\n"
            + params
            + "</web-app>";
    file("WEB-INF/web.xml", xml.getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return war;
  }
}
