package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some filter on the way lacks async support, and the container does not say which: seen in
 * tomcat-redis-session-manager #93, lutece-core pull request 649 and appengine-java-vm-runtime
 * #187. With {@code offstage.strict} that is an error; see {@link ReplyHereTest} for without.
 */
class MissingAsyncSupportTest {
  private static final String NEW = "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'>";
  private static final String OLD =
      "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
          + " 'http://java.sun.com/dtd/web-app_2_3.dtd'><web-app>";

  /** Static, as containers make the servlets and filters of a web.xml. */
  private static final CopyOnWriteArrayList<String> MESSAGES = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  /** A servlet that web.xml names. */
  public static class Reports extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        AsyncReply.to(request, response).write(() -> 1, (result, out) -> {});
        MESSAGES.add("no exception");
      } catch (IllegalStateException e) {
        MESSAGES.add(e.getMessage());
      }
    }
  }

  /** A filter that web.xml names. */
  public static class Audit implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  /** A servlet with an annotation. */
  @WebServlet("/reports")
  public static class AnnotatedReports extends Reports {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      super.doGet(request, response);
    }
  }

  /** A filter with an annotation. */
  @WebFilter("/*")
  public static class AnnotatedAudit extends Audit {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      super.doFilter(request, response, chain);
    }
  }

  @BeforeEach
  void forget() {
    MESSAGES.clear();
  }

  private String messageWith(String head, boolean filterSupports, boolean servletSupports)
      throws Exception {
    Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        "<?xml version='1.0'?>"
            + head
            + "<filter><filter-name>audit</filter-name><filter-class>"
            + Audit.class.getName()
            + "</filter-class>"
            + supported(filterSupports)
            + "</filter><filter-mapping><filter-name>audit</filter-name>"
            + "<url-pattern>/*</url-pattern></filter-mapping>"
            + "<servlet><servlet-name>reports</servlet-name><servlet-class>"
            + Reports.class.getName()
            + "</servlet-class>"
            + supported(servletSupports)
            + "</servlet><servlet-mapping><servlet-name>reports</servlet-name>"
            + "<url-pattern>/reports</url-pattern></servlet-mapping></web-app>");
    Webapp app = Webapp.ofFiles(folder).initializer(new OffstageInitializer());
    try (app) {
      app.param("offstage.strict", "true").start().get("/reports");
    }
    assertThat(MESSAGES).hasSize(1);
    return MESSAGES.get(0);
  }

  private static String supported(boolean supported) {
    return supported ? "<async-supported>true</async-supported>" : "";
  }

  @Test
  void names_the_filter_in_web_xml() throws Exception {
    assertThat(messageWith(NEW, false, true))
        .isEqualTo(
            "No async support for this request: the filter 'audit' ("
                + Audit.class.getName()
                + ") has no <async-supported>true</async-supported> in web.xml. Or answer first:"
                + " AsyncReply's accepted(), seeOther() and answer() work without it");
  }

  @Test
  void names_the_servlet_in_web_xml() throws Exception {
    assertThat(messageWith(NEW, true, false))
        .contains("the servlet 'reports' (" + Reports.class.getName() + ")")
        .doesNotContain("audit");
  }

  @Test
  void names_all_of_them() throws Exception {
    assertThat(messageWith(NEW, false, false)).contains("filter 'audit'", "servlet 'reports'");
  }

  @Test
  void reads_an_old_web_xml_without_asking_for_its_dtd() throws Exception {
    assertThat(messageWith(OLD, false, false)).contains("filter 'audit'", "servlet 'reports'");
  }

  @Test
  void says_nothing_when_all_have_it() throws Exception {
    assertThat(messageWith(NEW, true, true)).isEqualTo("no exception");
  }

  @Test
  void names_annotated_ones() throws Exception {
    assertThat(messageOf(new AnnotatedAudit(), new AnnotatedReports()))
        .contains(
            AnnotatedAudit.class.getName() + " has no asyncSupported=true in its @WebFilter",
            AnnotatedReports.class.getName() + " has no asyncSupported=true in its @WebServlet");
  }

  @Test
  void lists_those_on_the_way_when_nobody_knows_how_they_were_registered() throws Exception {
    assertThat(messageOf(new Audit(), new Reports()))
        .contains("one of the filters and servlets it passed through")
        .contains("asyncSupported=true", Audit.class.getName(), Reports.class.getName())
        .doesNotContain(OffstageFilter.class.getName(), "jakarta.servlet");
  }

  private static String messageOf(Filter filter, HttpServlet servlet) throws Exception {
    Webapp app = Webapp.dropIn().param("offstage.strict", "true").filter(filter, false);
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(false);
    app.context.addServlet(holder, "/reports");
    try (app) {
      app.start().get("/reports");
    }
    assertThat(MESSAGES).hasSize(1);
    return MESSAGES.get(0);
  }
}
