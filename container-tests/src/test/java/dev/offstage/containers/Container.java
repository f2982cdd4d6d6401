package dev.offstage.containers;

import java.nio.file.Path;

/** The servers that the tests run in, each from its own distribution. */
enum Container {
  TOMCAT_8("Tomcat", "tomcat8", ServletApi.JAVAX, Tomcat::new),
  TOMCAT_9("Tomcat", "tomcat9", ServletApi.JAVAX, Tomcat::new),
  TOMCAT_10("Tomcat", "tomcat10", ServletApi.JAKARTA, Tomcat::new),
  TOMCAT_10_MIGRATING(
      "Tomcat (webapps-javaee)",
      "tomcat10",
      ServletApi.JAVAX,
      Tomcat::migrating,
      Limit.KEPT_REPLIES_FAIL),
  TOMCAT_11("Tomcat", "tomcat11", ServletApi.JAKARTA, Tomcat::new),
  JETTY_9("Jetty", "jetty9", ServletApi.JAVAX, Jetty::ofOneApi),
  JETTY_12_EE8("Jetty (ee8)", "jetty12", ServletApi.JAVAX, jetty("ee8")),
  JETTY_12_EE10("Jetty (ee10)", "jetty12", ServletApi.JAKARTA, jetty("ee10")),
  JETTY_12_EE11("Jetty (ee11)", "jetty12", ServletApi.JAKARTA, jetty("ee11")),
  UNDERTOW_2_2("Undertow", "undertow2.2", ServletApi.JAVAX, Undertow::new, Limit.NO_JSP),
  UNDERTOW_2_3("Undertow", "undertow2.3", ServletApi.JAKARTA, Undertow::new, Limit.NO_JSP),
  WILDFLY_26("WildFly", "wildfly26", ServletApi.JAVAX, WildFly::new),
  WILDFLY("WildFly", "wildfly", ServletApi.JAKARTA, WildFly::new),
  LIBERTY_JAVAX(
      "Open Liberty",
      "liberty",
      ServletApi.JAVAX,
      liberty("servlet-4.0 jsp-2.3 appSecurity-3.0 concurrent-1.0 jndi-1.0"),
      Limit.KEEPS_TWO),
  LIBERTY_JAKARTA(
      "Open Liberty",
      "liberty",
      ServletApi.JAKARTA,
      liberty("servlet-6.0 pages-3.1 appSecurity-5.0 concurrent-3.0 jndi-1.0"),
      Limit.KEEPS_TWO),
  PAYARA_MICRO(
      "Payara Micro",
      "payara-micro",
      ServletApi.JAKARTA,
      PayaraMicro::new,
      Limit.KEPT_REPLIES_FAIL),
  TOMEE_8("TomEE", "tomee8", ServletApi.JAVAX, TomEe::new),
  TOMEE_9("TomEE", "tomee9", ServletApi.JAKARTA, TomEe::new);

  /** What a server cannot do, whoever asks it. */
  enum Limit {
    NO_JSP("has no JSP of its own; servlets stand in for the pages"),
    /**
     * The filter of one half of a migrated jar does not know the replies of the other; Payara says
     * in a dispatch that the request is still asynchronous, so such filters wait for another one.
     */
    KEPT_REPLIES_FAIL("a late reply behind a filter that keeps the body is a 500"),
    /** Seen in heap dumps: its session timer, and each thread's last asynchronous request. */
    KEEPS_TWO("keeps up to two undeployed webapps, never more");

    final String reason;

    Limit(String reason) {
      this.reason = reason;
    }
  }

  /** Makes a server of a kind. */
  @FunctionalInterface
  private interface Maker {
    Server make(ServletApi api, Path home, Path jdk);
  }

  final String label;
  final ServletApi api;
  private final String key;
  private final Maker maker;
  private final Limit limit;

  Container(String label, String key, ServletApi api, Maker maker, Limit... limit) {
    this.label = label;
    this.key = key;
    this.api = api;
    this.maker = maker;
    this.limit = limit.length == 0 ? null : limit[0];
  }

  private static Maker jetty(String environment) {
    return (api, home, jdk) -> Jetty.ofEnvironment(environment, api, home, jdk);
  }

  private static Maker liberty(String features) {
    return (api, home, jdk) -> new Liberty(features, api, home, jdk);
  }

  String version() {
    return System.getProperty("it." + key + ".version");
  }

  boolean has(Limit wanted) {
    return limit == wanted;
  }

  /** What the server cannot do; empty for nothing. */
  String limits() {
    return limit == null ? "" : limit.reason;
  }

  /** Its distribution: a folder, or a jar. */
  Path home() {
    return Built.file(key);
  }

  /** On the JDK that the tests run on. */
  Server newServer() {
    return newServer(Path.of(System.getProperty("java.home")));
  }

  Server newServer(Path jdk) {
    return maker.make(api, home(), jdk);
  }
}
