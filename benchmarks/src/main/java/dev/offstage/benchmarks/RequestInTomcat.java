package dev.offstage.benchmarks;

import dev.offstage.servlet.OffstageFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A request that a Tomcat has received, in a webapp with the filter: its servlet waits while the
 * request is used to measure.
 */
final class RequestInTomcat {
  private final Path base = Files.createTempDirectory("benchmark");
  private final OffstageFilter filter = new OffstageFilter();
  private final Tomcat tomcat = new Tomcat();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<HttpServletRequest> received = new CompletableFuture<>();
  private final CompletableFuture<HttpServletResponse> open = new CompletableFuture<>();
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Socket client;

  private RequestInTomcat(String rules) throws Exception {
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context shop = tomcat.addContext("/shop", base.toString());
    shop.addParameter("offstage.respond", rules);
    declare(shop, filter);
    Tomcat.addServlet(shop, "held", new Held());
    shop.addServletMappingDecoded("/cart/*", "held");
    tomcat.start();
    client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    client
        .getOutputStream()
        .write(
            "GET /shop/cart/items?id=5 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    request = received.get();
    response = open.get();
  }

  /** With these rules for requests that are to be answered early. */
  static RequestInTomcat withRules(String rules) {
    try {
      return new RequestInTomcat(rules);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Held extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest of, HttpServletResponse to) {
      received.complete(of);
      open.complete(to);
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void declare(Context webapp, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("offstage");
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    webapp.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("offstage");
    mapping.addURLPattern("/*");
    webapp.addFilterMap(mapping);
  }

  void stop() throws IOException, LifecycleException {
    end.countDown();
    client.close();
    tomcat.stop();
    tomcat.destroy();
    ExpandWar.delete(base.toFile());
  }

  Filter offstage() {
    return filter;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }
}
