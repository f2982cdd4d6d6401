package dev.offstage.agent.advise;

import dev.offstage.agent.weave.GeneratedProxies;
import java.util.Arrays;
import java.util.List;

/**
 * Whose code a class is, by its name: in a server that is started from a main method the same
 * loader has all of it.
 */
enum CodeKind {
  /** Also everything unknown. */
  APPLICATION,
  /** Worth redirecting only where the application's own code calls it. */
  LIBRARY,
  /** The JDK, servers, frameworks, drivers and generated proxies: never redirected. */
  RUNTIME;

  private static final List<String> LIBRARIES =
      Arrays.asList(
          "com.amazonaws.",
          "com.fasterxml.",
          "com.google.api.",
          "com.google.cloud.",
          "com.google.common.",
          "com.google.gson.",
          "com.itextpdf.",
          "com.jcraft.",
          "com.lowagie.",
          "com.sendgrid.",
          "com.stripe.",
          "com.sun.mail.",
          "com.twilio.",
          "freemarker.",
          "io.jsonwebtoken.",
          "jakarta.mail.",
          "javax.mail.",
          "net.lingala.",
          "net.sf.jasperreports.",
          "okhttp3.",
          "okio.",
          "org.apache.activemq.",
          "org.apache.axis.",
          "org.apache.axis2.",
          "org.apache.commons.",
          "org.apache.fop.",
          "org.apache.hc.",
          "org.apache.http.",
          "org.apache.kafka.",
          "org.apache.lucene.",
          "org.apache.pdfbox.",
          "org.apache.poi.",
          "org.apache.velocity.",
          "org.apache.xmlbeans.",
          "org.bouncycastle.",
          "org.eclipse.angus.",
          "org.imgscalr.",
          "org.jsoup.",
          "org.springframework.mail.",
          "org.springframework.web.client.",
          "org.thymeleaf.",
          "redis.clients.",
          "retrofit2.",
          "software.amazon.");

  private static final List<String> RUNTIMES =
      Arrays.asList(
          // The JDK and what stands above every webapp.
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "dev.offstage.agent.",
          "dev.offstage.internal.",
          "dev.offstage.javaee.",
          "dev.offstage.servlet.",
          // Servers.
          "org.apache.catalina.",
          "org.apache.coyote.",
          "org.apache.jasper.",
          "org.apache.jsp.",
          "org.apache.naming.",
          "org.apache.openejb.",
          "org.apache.tomcat.",
          "org.apache.tomee.",
          "org.eclipse.jetty.",
          "org.glassfish.",
          "org.jboss.",
          "org.wildfly.",
          "org.xnio.",
          "io.undertow.",
          "io.netty.",
          "fish.payara.",
          "weblogic.",
          "com.caucho.",
          "com.ibm.",
          "oracle.",
          // Frameworks.
          "org.springframework.",
          "org.aopalliance.",
          "org.apache.cxf.",
          "org.apache.myfaces.",
          "org.apache.openwebbeans.",
          "org.apache.shiro.",
          "org.apache.struts.",
          "org.apache.struts2.",
          "org.apache.tapestry5.",
          "org.apache.webbeans.",
          "org.apache.wicket.",
          "org.aspectj.",
          "org.primefaces.",
          "org.ocpsoft.",
          "org.tuckey.",
          "com.google.gwt.",
          "com.google.inject.",
          "com.opensymphony.",
          "com.vaadin.",
          "groovy.",
          "grails.",
          "io.micronaut.",
          "io.quarkus.",
          "io.vertx.",
          "kotlin.",
          "kotlinx.",
          "org.codehaus.groovy.",
          "org.grails.",
          "scala.",
          "clojure.",
          "reactor.",
          "rx.",
          "io.reactivex.",
          // Persistence: its objects belong to the request's transaction.
          "com.mchange.",
          "com.microsoft.sqlserver.",
          "com.mongodb.",
          "com.mysql.",
          "com.zaxxer.hikari.",
          "net.sf.ehcache.",
          "net.sourceforge.jtds.",
          "org.apache.commons.dbcp.",
          "org.apache.commons.dbcp2.",
          "org.apache.commons.pool.",
          "org.apache.commons.pool2.",
          "org.apache.derby.",
          "org.apache.ibatis.",
          "org.apache.openjpa.",
          "org.datanucleus.",
          "org.eclipse.persistence.",
          "org.h2.",
          "org.hibernate.",
          "org.hsqldb.",
          "org.jooq.",
          "org.mariadb.",
          "org.mybatis.",
          "org.postgresql.",
          // Logging, measuring, rewriting.
          "ch.qos.logback.",
          "co.elastic.apm.",
          "com.newrelic.",
          "datadog.",
          "io.micrometer.",
          "io.opentelemetry.",
          "javassist.",
          "net.bytebuddy.",
          "net.sf.cglib.",
          "org.apache.commons.logging.",
          "org.apache.log4j.",
          "org.apache.logging.",
          "org.glowroot.",
          "org.objectweb.asm.",
          "org.slf4j.");

  static CodeKind of(String type) {
    if (GeneratedProxies.hasName(type)) {
      return RUNTIME;
    }
    int library = longestPrefix(type, LIBRARIES);
    int runtime = longestPrefix(type, RUNTIMES);
    return library > runtime ? LIBRARY : runtime > 0 ? RUNTIME : APPLICATION;
  }

  private static int longestPrefix(String type, List<String> prefixes) {
    int longest = 0;
    for (String prefix : prefixes) {
      if (prefix.length() > longest && type.startsWith(prefix)) {
        longest = prefix.length();
      }
    }
    return longest;
  }
}
