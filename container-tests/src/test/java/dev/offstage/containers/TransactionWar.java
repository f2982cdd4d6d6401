package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A webapp whose redirected methods have a transaction around them, at the path /bank. */
record TransactionWar(String packageName, String servlet, List<String> libraries)
    implements Deployable {
  static TransactionWar spring() {
    return new TransactionWar("transfers", "BankServlet", List.of("database", "spring-"));
  }

  static TransactionWar managed() {
    return new TransactionWar("managed", "BookingServlet", List.of());
  }

  @Override
  public Path writeTo(Path folder, ServletApi api) throws IOException {
    String classes = "dev.offstage.containers." + packageName;
    Bundle war =
        new Bundle()
            .with("WEB-INF/web.xml", webXml(api, classes))
            .with("WEB-INF/beans.xml", "<beans version='2.0' bean-discovery-mode='all'/>")
            .with("WEB-INF/lib/offstage.jar", Built.offstageJar());
    String path = classes.replace('.', '/');
    try (FileSystem all = FileSystems.newFileSystem(api.classes());
        Stream<Path> ofPackage = Files.list(all.getPath(path))) {
      for (Path file : ofPackage.toList()) {
        war.with("WEB-INF/classes/" + path + "/" + file.getFileName(), file);
      }
    }
    for (String library : libraries) {
      String of = library.endsWith("-") ? library + api.label() : library;
      try (Stream<Path> jars = Files.list(Built.file("jars").resolve(of))) {
        for (Path jar : jars.toList()) {
          war.with("WEB-INF/lib/" + jar.getFileName(), jar);
        }
      }
    }
    return war.writeTo(folder.resolve("bank.war"));
  }

  private String webXml(ServletApi api, String classes) {
    return """
        <web-app xmlns='%1$s' version='%2$s'>
        <context-param><param-name>offstage.redirect</param-name>
        <param-value>
        %3$s.H2Bank#deposit returns=42
        %3$s.H2Bank#rate returns="unknown"
        </param-value></context-param>
        <servlet><servlet-name>bank</servlet-name><servlet-class>%3$s.%4$s</servlet-class></servlet>
        <servlet-mapping><servlet-name>bank</servlet-name><url-pattern>/class</url-pattern>
        <url-pattern>/interface</url-pattern><url-pattern>/book</url-pattern></servlet-mapping>
        </web-app>
        """
        .formatted(api.namespace, api.version, classes, servlet);
  }
}
