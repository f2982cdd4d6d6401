package dev.offstage.benchmarks.startup;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat that serves one request, and says what memory and how many classes that took. */
public final class TomcatMain {
  private TomcatMain() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    Path base = Files.createTempDirectory("startup-tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "page", new Page(Integer.parseInt(arguments[0])));
    context.addServletMappingDecoded("/", "page");
    tomcat.start();
    URI page = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
    try (var in = page.toURL().openStream()) {
      in.readAllBytes();
    }
    System.out.println(
        residentKib() + " " + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
    tomcat.stop();
    tomcat.destroy();
  }

  private static String residentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElseThrow()
        .replaceAll("\\D", "");
  }

  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final int marked;

    Page(int marked) {
      this.marked = marked;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        Marked.callAll(marked);
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
      response.getWriter().write("done");
    }
  }
}
