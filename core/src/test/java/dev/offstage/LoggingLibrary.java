package dev.offstage;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.slf4j.MDC;

/** Logging libraries that webapps bring, with a file that each of them writes. */
enum LoggingLibrary {
  LOGBACK(
      "slf4j",
      "logback.xml",
      "<configuration><appender name='file' class='ch.qos.logback.core.FileAppender'>"
          + "<file>FILE</file><encoder><pattern>"
          + "%level %logger %class{0}.%method [%X{user}] %msg%n%ex</pattern></encoder></appender>"
          + "<root level='INFO'><appender-ref ref='file'/></root></configuration>",
      MDC.class,
      LoggerContext.class,
      LoggerContext.class.getSuperclass()),
  LOG4J(
      "log4j",
      "log4j2.xml",
      "<Configuration><Appenders><File name='file' fileName='FILE'><PatternLayout pattern='"
          + "%level %logger %class{1}.%method [%X{user}] %msg%n%ex'/></File></Appenders>"
          + "<Loggers><Root level='info'><AppenderRef ref='file'/></Root></Loggers></Configuration>",
      LogManager.class,
      Log4jContextFactory.class),
  RELOAD4J(
      "log4j1",
      "log4j.properties",
      "log4j.rootLogger=INFO, file\n"
          + "log4j.appender.file=org.apache.log4j.FileAppender\n"
          + "log4j.appender.file.File=FILE\n"
          + "log4j.appender.file.layout=org.apache.log4j.PatternLayout\n"
          + "log4j.appender.file.layout.ConversionPattern="
          + "%p %c %C{1}.%M [%X{user}] %m%n\n",
      org.apache.log4j.LogManager.class);

  /** The value of {@code offstage.log} that names it. */
  final String setting;

  private final String configuration;
  private final String content;
  private final Class<?>[] jars;

  LoggingLibrary(String setting, String configuration, String content, Class<?>... jars) {
    this.setting = setting;
    this.configuration = configuration;
    this.content = content;
    this.jars = jars;
  }

  List<URL> jars() {
    List<URL> urls = new ArrayList<>();
    for (Class<?> jar : jars) {
      urls.add(place(jar));
    }
    return urls;
  }

  /** A webapp with its configuration, for the class path; it logs to that file. */
  URL configure(Path folder, Path file) throws IOException {
    byte[] text = content.replace("FILE", file.toString()).getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(configuration), text);
    return folder.toUri().toURL();
  }

  static List<URL> offstage() {
    return Arrays.asList(place(Offstage.class), place(LoggingWebapp.class));
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
