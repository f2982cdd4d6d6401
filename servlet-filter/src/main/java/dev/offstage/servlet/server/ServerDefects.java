package dev.offstage.servlet.server;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers that mix up asynchronous requests because of a defect of their own. */
public final class ServerDefects {
  private static final Pattern TOMCAT =
      Pattern.compile("Apache Tomcat.*/(\\d+\\.\\d+)\\.(\\d{1,4})\\b.*");

  private ServerDefects() {}

  /**
   * What the operator should know about this server; null if nothing.
   *
   * @param context of a webapp that is starting
   */
  public static @Nullable String of(ServletContext context) {
    String serverInfo = context.getServerInfo();
    Matcher tomcat = TOMCAT.matcher(serverInfo == null ? "" : serverInfo);
    return tomcat.matches()
            && mixesUpHttp2(tomcat.group(1), Integer.parseInt(tomcat.group(2)))
            && TomcatHttp2.mayBeOn(context)
        ? "offstage: "
            + serverInfo
            + " mixes up HTTP/2 requests after an asynchronous error (CVE-2026-101356):"
            + " upgrade Tomcat, or switch HTTP/2 off (UpgradeProtocol in server.xml)"
        : null;
  }

  /**
   * Whether the server answers with an error by itself when code throws after it has begun an
   * asynchronous request. Tomcat closes the connection instead, unless a listener completes it.
   */
  public static boolean answersAsyncErrors(ServletRequest request) {
    return !ContainerRequest.of(request).getClass().getName().startsWith("org.apache.catalina.");
  }

  /** Whether the server tells no listener of that, and answers nothing until the time is up. */
  public static boolean hidesAsyncErrors(ServletRequest request) {
    return request.getServletContext().getServerInfo().startsWith("Payara");
  }

  private static boolean mixesUpHttp2(String line, int patch) {
    switch (line) {
      case "9.0":
        return patch >= 118 && patch <= 122;
      case "10.1":
        return patch >= 55 && patch <= 60;
      case "11.0":
        return patch >= 22 && patch <= 26;
      default:
        return false;
    }
  }
}
