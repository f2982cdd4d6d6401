package dev.offstage.containers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The web.xml of a {@link War}. */
final class WebXml {
  static final String PACKAGE = "dev.offstage.containers.webapp.";
  static final String INJECTED = "dev.offstage.containers.injected.InjectedServlet";

  private static final Set<String> TAKES_UPLOADS = Set.of("UploadServlet", "ReportServlet");

  private static final String PLAIN_FILTER =
      """
      <filter><filter-name>plain</filter-name><filter-class>%sPlainFilter</filter-class></filter>
      <filter-mapping><filter-name>plain</filter-name><url-pattern>/plain/*</url-pattern>
      </filter-mapping>
      """
          .formatted(PACKAGE);

  private static final String KEEPING_FILTER =
      """
      <filter><filter-name>keeping</filter-name><filter-class>%sKeepingFilter</filter-class>
      <async-supported>true</async-supported></filter>
      <filter-mapping><filter-name>keeping</filter-name><url-pattern>/kept/*</url-pattern>
      <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher></filter-mapping>
      <filter-mapping><filter-name>keeping</filter-name><url-pattern>/wrapped/*</url-pattern>
      </filter-mapping>
      """
          .formatted(PACKAGE);
  private static final String CLIENT_LISTENER =
      "<listener><listener-class>" + PACKAGE + "ClientListener</listener-class></listener>\n";

  private static final String INJECTION =
      """
      <servlet><servlet-name>injected</servlet-name><servlet-class>%1$s</servlet-class></servlet>
      <servlet-mapping><servlet-name>injected</servlet-name><url-pattern>/injected</url-pattern>
      <url-pattern>/early/injected</url-pattern></servlet-mapping>
      """
          .formatted(INJECTED);

  private static final String LISTENERS =
      """
      <listener><listener-class>%1$sLoaders</listener-class></listener>
      """
          .formatted(PACKAGE);

  private static final String SECURITY =
      """
      <security-constraint>
        <web-resource-collection><web-resource-name>secret</web-resource-name>
        <url-pattern>/secret</url-pattern><url-pattern>/secret/*</url-pattern></web-resource-collection>
        <auth-constraint><role-name>%1$s</role-name></auth-constraint>
      </security-constraint>
      <login-config><auth-method>FORM</auth-method><realm-name>users</realm-name>
        <form-login-config><form-login-page>/login</form-login-page>
        <form-error-page>/login</form-error-page></form-login-config></login-config>
      <security-role><role-name>%1$s</role-name></security-role>
      """
          .formatted(AbstractServer.ROLE);

  private static final String CERTIFICATE_LOGIN =
      "<login-config><auth-method>CLIENT-CERT</auth-method><realm-name>users</realm-name>"
          + "</login-config>";

  final Map<String, String> contextParams = new LinkedHashMap<>();
  final Map<String, String> filterParams = new LinkedHashMap<>();

  /** Without initializers and annotations, and with a filter entry instead. */
  boolean closed;

  boolean errorPage;
  boolean shortSessions;
  boolean clientListener;
  boolean injection;

  /** What stands there besides. */
  String more = "";

  private String security = SECURITY;

  /** Whoever wants in has to show a certificate. */
  void loginByCertificate() {
    security = SECURITY.replaceFirst("(?s)<login-config>.*</login-config>", CERTIFICATE_LOGIN);
  }

  /** The file. */
  String text(ServletApi api) {
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version='1.0' encoding='UTF-8'?>\n");
    xml.append("<web-app xmlns='").append(api.namespace).append("' version='").append(api.version);
    xml.append("' metadata-complete='").append(closed).append("'>\n");
    contextParams.forEach((key, value) -> xml.append(param("context-param", key, value)));
    if (closed) {
      xml.append("<absolute-ordering/>\n<filter><filter-name>offstage</filter-name>");
      xml.append("<filter-class>").append(api.filter).append("</filter-class>");
      xml.append("<async-supported>true</async-supported>\n");
      filterParams.forEach((key, value) -> xml.append(param("init-param", key, value)));
      xml.append("</filter>\n<filter-mapping><filter-name>offstage</filter-name>");
      xml.append("<url-pattern>/*</url-pattern></filter-mapping>\n");
    }
    xml.append(servlet("GateServlet", "/gates"));
    xml.append(servlet("ReplyServlet", "/reply/*", "/plain/*", "/kept/*", "/wrapped/*"));
    xml.append(servlet("AfterServlet", "/after/*"));
    xml.append(servlet("AnsweredServlet", "/answered/*"));
    xml.append(servlet("DownloadServlet", "/download/*"));
    xml.append(servlet("AuditServlet", "/audit/*"));
    xml.append(servlet("TasksServlet", "/tasks"));
    xml.append(servlet("LoadServlet", "/load/*"));
    xml.append(servlet("ProbeServlet", "/probe/*"));
    xml.append(servlet("ConnectionServlet", "/connection"));
    xml.append(servlet("ErrorPageServlet", "/error-page"));
    xml.append(servlet("PagesServlet", "/pages/*"));
    xml.append(servlet("PageServlet", "/page/*"));
    xml.append(servlet("UploadServlet", "/upload"));
    xml.append(servlet("VisitServlet", "/visit"));
    xml.append(servlet("WhoServlet", "/who"));
    xml.append(servlet("SecretServlet", "/secret"));
    xml.append(servlet("LoginServlet", "/login"));
    xml.append(servlet("ReportServlet", "/report/*", "/slow/*", "/plain/report", "/secret/report"));
    xml.append(servlet("FormatsServlet", "/formats/*"));
    xml.append(servlet("LeaksServlet", "/leaks"));
    xml.append(servlet("ReloadServlet", "/reload"));
    xml.append(LISTENERS);
    if (clientListener) {
      xml.append(CLIENT_LISTENER);
    }
    if (injection) {
      xml.append(INJECTION);
    }
    xml.append(PLAIN_FILTER);
    xml.append(KEEPING_FILTER);
    xml.append(security);
    if (errorPage) {
      xml.append(errorPage("<error-code>409</error-code>"));
      xml.append(errorPage("<exception-type>java.lang.RuntimeException</exception-type>"));
    }
    if (shortSessions) {
      xml.append("<session-config><session-timeout>1</session-timeout></session-config>\n");
    }
    return xml.append(more).append("</web-app>\n").toString();
  }

  private static String param(String element, String key, String value) {
    return "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>\n"
        .formatted(element, key, value);
  }

  private static String servlet(String type, String... patterns) {
    StringBuilder mapping = new StringBuilder();
    for (String pattern : patterns) {
      mapping.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    return """
        <servlet><servlet-name>%1$s</servlet-name><servlet-class>%2$s%1$s</servlet-class>
        <load-on-startup>1</load-on-startup><async-supported>true</async-supported>%4$s</servlet>
        <servlet-mapping><servlet-name>%1$s</servlet-name>%3$s</servlet-mapping>
        """
        .formatted(
            type, PACKAGE, mapping, TAKES_UPLOADS.contains(type) ? "<multipart-config/>" : "");
  }

  private static String errorPage(String cause) {
    return "<error-page>" + cause + "<location>/error-page</location></error-page>\n";
  }
}
