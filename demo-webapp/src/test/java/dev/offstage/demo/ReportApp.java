package dev.offstage.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A webapp with one slow form and one line for it in its web.xml. */
final class ReportApp implements AutoCloseable {
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param><param-name>offstage.pool.size</param-name><param-value>1</param-value></context-param>
        <context-param><param-name>offstage.respond.result</param-name><param-value>10k</param-value></context-param>
        <context-param><param-name>offstage.respond</param-name><param-value>
          POST /reports/** always page
          POST /own/** always page=/waiting
          GET /slow/** always page
        </param-value></context-param>
        <servlet><servlet-name>report</servlet-name>
          <servlet-class>dev.offstage.demo.ReportServlet</servlet-class></servlet>
        <servlet-mapping><servlet-name>report</servlet-name>
          <url-pattern>/reports/*</url-pattern><url-pattern>/own/*</url-pattern>
          <url-pattern>/slow/*</url-pattern></servlet-mapping>
        <servlet><servlet-name>waiting</servlet-name>
          <servlet-class>dev.offstage.demo.OwnWaitingPage</servlet-class></servlet>
        <servlet-mapping><servlet-name>waiting</servlet-name>
          <url-pattern>/waiting</url-pattern></servlet-mapping>
      </web-app>
      """;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  ReportApp(Path folder) throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("WEB-INF")).resolve("web.xml"), WEB_XML);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext app = new WebAppContext();
    app.setContextPath("/app");
    app.setBaseResourceAsPath(folder);
    app.setParentLoaderPriority(true);
    server.setHandler(app);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + connector.getLocalPort() + "/app" + path;
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
