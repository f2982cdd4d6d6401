package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The webapp whose tasks need its database to the end. */
final class OrdersWar implements Deployable {
  private static final String PACKAGE = "dev/offstage/containers/orders";
  private static final String OURS = PACKAGE.replace('/', '.') + ".";
  private static final String CONTEXT_CLASS =
      "org.springframework.web.context.support.AnnotationConfigWebApplicationContext";

  final String name;
  private final boolean spring;
  private final boolean closed;
  private final String drain;

  private OrdersWar(String name, boolean spring, boolean closed, String drain) {
    this.name = name;
    this.spring = spring;
    this.closed = closed;
    this.drain = drain;
  }

  /** With a listener that closes the database; at the path of this name. */
  static OrdersWar plain(String name) {
    return new OrdersWar(name, false, false, "30s");
  }

  /** With a root context that closes the database, and a DispatcherServlet. */
  static OrdersWar spring(String name) {
    return new OrdersWar(name, true, false, "30s");
  }

  /** Shuts initializers out and has a filter entry instead. */
  OrdersWar closed() {
    return new OrdersWar(name, spring, true, drain);
  }

  OrdersWar drain(String time) {
    return new OrdersWar(name, spring, closed, time);
  }

  @Override
  public Path writeTo(Path folder, ServletApi api) throws IOException {
    Bundle war = new Bundle().with("WEB-INF/web.xml", webXml(api));
    war.with("WEB-INF/lib/offstage.jar", Built.offstageJar());
    try (FileSystem classes = FileSystems.newFileSystem(api.classes());
        Stream<Path> files = Files.list(classes.getPath(PACKAGE))) {
      for (Path file : files.toList()) {
        war.with("WEB-INF/classes/" + PACKAGE + "/" + file.getFileName(), file);
      }
    }
    for (Path jar : libraries(api)) {
      war.with("WEB-INF/lib/" + jar.getFileName(), jar);
    }
    return war.writeTo(folder.resolve(name + ".war"));
  }

  private List<Path> libraries(ServletApi api) throws IOException {
    List<Path> jars = new ArrayList<>();
    List<String> folders = new ArrayList<>(List.of("database"));
    if (spring) {
      folders.add("spring-" + api.name().toLowerCase(Locale.ROOT));
    }
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Built.file("jars").resolve(folder))) {
        jars.addAll(files.toList());
      }
    }
    return jars;
  }

  private String webXml(ServletApi api) {
    String head =
        """
        <web-app xmlns='%s' version='%s' metadata-complete='%s'>
        <context-param><param-name>offstage.pool.size</param-name><param-value>2</param-value></context-param>
        <context-param><param-name>offstage.drain</param-name><param-value>%s</param-value></context-param>
        """
            .formatted(api.namespace, api.version, closed, drain);
    String filter =
        """
        <absolute-ordering/>
        <filter><filter-name>offstage</filter-name><filter-class>%s</filter-class>
        <async-supported>true</async-supported></filter>
        <filter-mapping><filter-name>offstage</filter-name><url-pattern>/*</url-pattern></filter-mapping>
        """
            .formatted(api.filter);
    return head + (closed ? filter : "") + (spring ? withSpring() : withoutSpring()) + "</web-app>";
  }

  private static String withSpring() {
    return """
        <context-param><param-name>contextClass</param-name><param-value>%2$s</param-value></context-param>
        <context-param>
          <param-name>contextConfigLocation</param-name><param-value>%1$sRootConfig</param-value>
        </context-param>
        <listener><listener-class>%1$sLife</listener-class></listener>
        <listener>
          <listener-class>org.springframework.web.context.ContextLoaderListener</listener-class>
        </listener>
        <servlet>
          <servlet-name>dispatcher</servlet-name>
          <servlet-class>org.springframework.web.servlet.DispatcherServlet</servlet-class>
          <init-param><param-name>contextClass</param-name><param-value>%2$s</param-value></init-param>
          <init-param>
            <param-name>contextConfigLocation</param-name><param-value>%1$sServletConfig</param-value>
          </init-param>
        </servlet>
        <servlet-mapping><servlet-name>dispatcher</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
        """
        .formatted(OURS, CONTEXT_CLASS);
  }

  private static String withoutSpring() {
    return """
        <listener><listener-class>%1$sLife</listener-class></listener>
        <listener><listener-class>%1$sDatabaseListener</listener-class></listener>
        <servlet>
          <servlet-name>orders</servlet-name><servlet-class>%1$sOrderServlet</servlet-class>
        </servlet>
        <servlet-mapping><servlet-name>orders</servlet-name><url-pattern>/orders</url-pattern></servlet-mapping>
        """
        .formatted(OURS);
  }
}
