package dev.offstage.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.offstage.agent.SignedJars;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each class file of a signed jar used to cost the verification of the whole jar. */
class ClassFilesTest {
  private static final String POST = Post.class.getName();
  private static final String SENDER = Sender.class.getName();

  @TempDir private Path folder;

  private static String path(String type) {
    return type.replace('.', '/') + ".class";
  }

  private static byte[] real(String type) throws IOException {
    try (InputStream in = ClassFilesTest.class.getClassLoader().getResourceAsStream(path(type))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
      }
      return bytes.toByteArray();
    }
  }

  private File jar(String name, Map<String, byte[]> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar.toFile();
  }

  private File jar(String name, String... types) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String type : types) {
      entries.put(path(type), real(type));
    }
    return jar(name, entries);
  }

  private static URLClassLoader loader(File... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toURI().toURL();
    }
    return new URLClassLoader(urls, null);
  }

  @Test
  void should_open_each_jar_once() throws Exception {
    try (URLClassLoader webapp = loader(jar("a.jar", POST), jar("b.jar", SENDER));
        ClassFiles files = new ClassFiles()) {
      for (int i = 0; i < 100; i++) {
        assertThat(files.read(webapp, POST)).isEqualTo(real(POST));
        assertThat(files.read(webapp, SENDER)).isEqualTo(real(SENDER));
        assertThat(files.read(webapp, "com.acme.None")).isNull();
      }

      assertThat(files.opened()).isEqualTo(2);
    }
  }

  /** Whether a class may be used is its loader's question; here it is only looked at. */
  @Test
  void should_verify_no_signature() throws Exception {
    File jar = jar("shop.jar", POST, SENDER);
    SignedJars.sign(jar);
    File signed = SignedJars.changed(jar, path(SENDER), real(POST));
    try (JarFile verifying = new JarFile(signed)) {
      assertThatThrownBy(
              () -> {
                try (InputStream in = verifying.getInputStream(verifying.getEntry(path(SENDER)))) {
                  while (in.read() >= 0) {}
                }
              })
          .isInstanceOf(SecurityException.class);
    }

    try (URLClassLoader webapp = loader(signed);
        ClassFiles files = new ClassFiles()) {
      assertThat(files.read(webapp, SENDER)).isEqualTo(real(POST));
    }
  }

  @Test
  void should_read_past_the_handlers_of_servers_where_the_jar_is_a_file() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    File jar = jar("with blank +%.jar", POST);
    ClassLoader server = serving("wsjar", jar.toURI() + "!/" + path(POST), connections);
    try (ClassFiles files = new ClassFiles()) {
      assertThat(files.read(server, POST)).isEqualTo(real(POST));
    }

    assertThat(connections).hasValue(0);
  }

  /** Executable jars and virtual file systems. */
  @Test
  void should_leave_what_is_no_plain_jar_to_the_handler_of_the_server() throws Exception {
    File jar = jar("outer.jar", POST);
    for (String place :
        new String[] {
          jar.toURI() + "!/inner.jar!/" + path(POST),
          jar.toURI() + "!/not/there.class",
          folder.toUri() + "gone.jar!/" + path(POST),
          "/content/shop.war/" + path(POST)
        }) {
      AtomicInteger connections = new AtomicInteger();
      try (ClassFiles files = new ClassFiles()) {
        assertThat(files.read(serving("vfs", place, connections), POST)).containsExactly(7);
      }
      assertThat(connections).as(place).hasValue(1);
    }
  }

  /** As one in a WAR that Tomcat leaves packed: the JDK copies the whole jar each time. */
  @Test
  void should_fetch_a_jar_that_is_no_file_once() throws Exception {
    byte[] jar = Files.readAllBytes(jar("far.jar", POST, SENDER).toPath());
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, jar.length);
          exchange.getResponseBody().write(jar);
          exchange.close();
        });
    server.start();
    try (ClassFiles files = new ClassFiles()) {
      URL far = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/far.jar");
      ClassLoader webapp =
          new ClassLoader(null) {
            @Override
            public URL getResource(String name) {
              try {
                return new URL("jar:" + far + "!/" + name);
              } catch (MalformedURLException e) {
                throw new IllegalArgumentException(name, e);
              }
            }
          };
      for (int i = 0; i < 10; i++) {
        assertThat(files.read(webapp, POST)).isEqualTo(real(POST));
        assertThat(files.read(webapp, SENDER)).isEqualTo(real(SENDER));
      }

      assertThat(requests).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void should_not_close_what_other_loaders_read() throws Exception {
    File jar = jar("shared.jar", POST, SENDER);
    try (URLClassLoader other = loader(jar)) {
      URLConnection cached = other.getResource(path(SENDER)).openConnection();
      try (InputStream in = cached.getInputStream()) {
        try (URLClassLoader webapp = loader(jar);
            ClassFiles files = new ClassFiles()) {
          files.read(webapp, POST);
        }

        assertThat(in.read()).isEqualTo(0xCA);
      }
    }
  }

  @Test
  void should_keep_a_bounded_number_of_jars_open() throws Exception {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put(path(SENDER), real(SENDER));
    try (ClassFiles files = new ClassFiles()) {
      for (int i = 0; i < 300; i++) {
        File jar = jar(i + ".jar", content);
        ClassLoader one = serving("jar", jar.toURI() + "!/" + path(SENDER), new AtomicInteger());
        assertThat(files.read(one, SENDER)).isNotEmpty();
      }
      assertThat(files.opened()).isEqualTo(300);
      assertThat(files.open()).isLessThanOrEqualTo(256);
    }
  }

  /** A loader that answers with this place, whose handler has a class file of one byte, 7. */
  private static ClassLoader serving(String scheme, String place, AtomicInteger connections) {
    return new ClassLoader(null) {
      @Override
      public URL getResource(String name) {
        try {
          return new URL(scheme, "", -1, place, new SevenHandler(connections));
        } catch (MalformedURLException e) {
          throw new IllegalArgumentException(place, e);
        }
      }
    };
  }

  private static final class SevenHandler extends URLStreamHandler {
    private final AtomicInteger connections;

    SevenHandler(AtomicInteger connections) {
      this.connections = connections;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      connections.incrementAndGet();
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new java.io.ByteArrayInputStream(new byte[] {7});
        }
      };
    }
  }
}
