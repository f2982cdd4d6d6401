package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a snapshot has, looked at when its request is over. */
class RequestSnapshotTest {
  private static final byte[] NO_BODY = {};

  private final Snapshots snapshots = new Snapshots();
  private Webapp app;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .servlet("/take/*", (request, response) -> snapshots.take(request))
            .servlet("/attributes", (request, response) -> withAttributes(request, response))
            .servlet("/session", (request, response) -> withSession(request))
            .servlet(
                "/logged-out",
                (request, response) -> {
                  request.getSession().invalidate();
                  snapshots.take(request);
                })
            .servlet(
                "/forward",
                (request, response) ->
                    request.getRequestDispatcher("/take/x").forward(request, response));
    app.context.setSessionHandler(new SessionHandler());
    app.start();
    client = app.client();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    app.close();
  }

  private void withAttributes(HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute("user", List.of("Anna"));
    request.setAttribute("request", request);
    request.setAttribute("response", response);
    request.setAttribute("org.eclipse.jetty.own", "container");
    request.setAttribute("jakarta.servlet.own", "container");
    snapshots.take(request);
  }

  private void withSession(HttpServletRequest request) {
    HttpSession session = request.getSession();
    session.setAttribute("cart", "3 photos");
    snapshots.take(request);
    session.setAttribute("cart", "empty");
  }

  private RequestSnapshot take(String method, String path, String... headers) throws Exception {
    client.send(method, "/shop" + path, NO_BODY, headers);
    assertThat(client.read().status()).isEqualTo(200);
    return snapshots.next();
  }

  @Test
  void it_has_the_url_in_all_pieces() throws Exception {
    RequestSnapshot it = take("PUT", "/take/a%20b;v=1?q=1&q=2&r=%C3%BC");
    assertThat(it.getMethod()).isEqualTo("PUT");
    assertThat(it.getScheme()).isEqualTo("http");
    assertThat(it.getServerName()).isEqualTo("localhost");
    assertThat(it.getServerPort()).isEqualTo(80);
    assertThat(it.getContextPath()).isEqualTo("/shop");
    assertThat(it.getServletPath()).isEqualTo("/take");
    assertThat(it.getPathInfo()).isEqualTo("/a b");
    assertThat(it.getQueryString()).isEqualTo("q=1&q=2&r=%C3%BC");
    assertThat(it.getRequestURI()).isEqualTo("/shop/take/a%20b;v=1");
    assertThat(it.getRequestURL()).hasToString("http://localhost/shop/take/a%20b;v=1");
    assertThat(it.getProtocol()).isEqualTo("HTTP/1.1");
    assertThat(it.getDispatcherType()).isEqualTo(DispatcherType.REQUEST);
    assertThat(it.isSecure()).isFalse();
    assertThat(it.getHttpServletMapping().getPattern()).isEqualTo("/take/*");
    assertThat(it.getHttpServletMapping().getMatchValue()).isEqualTo("a b");
    assertThat(it.getServletContext()).isSameAs(app.context.getServletContext());
  }

  @Test
  void it_has_the_parameters_of_the_query() throws Exception {
    RequestSnapshot it = take("GET", "/take?q=1&q=2&r=%C3%BC");
    assertThat(it.getParameter("q")).isEqualTo("1");
    assertThat(it.getParameter("none")).isNull();
    assertThat(it.getParameterValues("q")).containsExactly("1", "2");
    assertThat(it.getParameterValues("none")).isNull();
    assertThat(it.getParameterMap()).containsOnlyKeys("q", "r");
    assertThat(Collections.list(it.getParameterNames())).containsExactly("q", "r");
    assertThat(it.getParameter("r")).isEqualTo("ü");
  }

  @Test
  void nobody_can_change_its_parameters() throws Exception {
    RequestSnapshot it = take("GET", "/take?q=1");
    it.getParameterValues("q")[0] = "changed";
    it.getParameterMap().get("q")[0] = "changed";
    assertThat(it.getParameter("q")).isEqualTo("1");
    assertThatThrownBy(() -> it.getParameterMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void it_knows_both_ends_of_the_connection_by_their_addresses() throws Exception {
    RequestSnapshot it = take("GET", "/take");
    assertThat(it.getRemoteAddr()).isEqualTo("127.0.0.1");
    assertThat(it.getRemoteHost()).isEqualTo("127.0.0.1");
    assertThat(it.getRemotePort()).isPositive();
    assertThat(it.getLocalAddr()).isEqualTo("127.0.0.1");
    assertThat(it.getLocalName()).isEqualTo("127.0.0.1");
    assertThat(it.getLocalPort()).isEqualTo(app.port());
  }

  @Test
  void it_has_all_headers_by_names_in_any_case() throws Exception {
    RequestSnapshot it =
        take(
            "GET",
            "/take",
            "X-Two: 1",
            "X-Two: 2",
            "X-Number: 42",
            "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(it.getHeader("x-TWO")).isEqualTo("1");
    assertThat(Collections.list(it.getHeaders("x-two"))).containsExactly("1", "2");
    assertThat(Collections.list(it.getHeaders("none"))).isEmpty();
    assertThat(it.getHeader("none")).isNull();
    assertThat(Collections.list(it.getHeaderNames())).contains("X-Two", "X-Number", "Host");
    assertThat(it.getIntHeader("x-number")).isEqualTo(42);
    assertThat(it.getIntHeader("none")).isEqualTo(-1);
    assertThat(it.getDateHeader("if-modified-since")).isEqualTo(784111777000L);
    assertThat(it.getDateHeader("none")).isEqualTo(-1);
    assertThatThrownBy(() -> it.getIntHeader("host")).isInstanceOf(NumberFormatException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> it.getDateHeader("host"));
  }

  @Test
  void a_date_beyond_all_years_is_no_date() throws Exception {
    RequestSnapshot it = take("GET", "/take/x", "A: Sat Nov  6 08:49:37 +999999999");

    assertThatIllegalArgumentException().isThrownBy(() -> it.getDateHeader("A"));
  }

  @Test
  void it_reads_dates_in_the_two_old_forms() throws Exception {
    RequestSnapshot it =
        take("GET", "/take", "A: Sunday, 06-Nov-94 08:49:37 GMT", "B: Sun Nov  6 08:49:37 1994");
    assertThat(it.getDateHeader("A")).isEqualTo(784111777000L);
    assertThat(it.getDateHeader("B")).isEqualTo(784111777000L);
  }

  @Test
  void it_has_copies_of_the_cookies() throws Exception {
    RequestSnapshot it = take("GET", "/take", "Cookie: a=1; b=2");
    it.getCookies()[0].setValue("changed");
    assertThat(it.getCookies()).extracting(Cookie::getName).containsExactly("a", "b");
    assertThat(it.getCookies()).extracting(Cookie::getValue).containsExactly("1", "2");
    assertThat(take("GET", "/take").getCookies()).isNull();
  }

  @Test
  void it_has_languages_encoding_type_and_length() throws Exception {
    RequestSnapshot it =
        take(
            "GET",
            "/take",
            "Accept-Language: de, en;q=0.5",
            "Content-Type: text/plain; charset=utf-16");
    assertThat(it.getLocale()).isEqualTo(Locale.GERMAN);
    assertThat(Collections.list(it.getLocales())).containsExactly(Locale.GERMAN, Locale.ENGLISH);
    assertThat(it.getCharacterEncoding()).isEqualToIgnoringCase("utf-16");
    assertThat(it.getContentType()).isEqualTo("text/plain; charset=utf-16");
    assertThat(it.getContentLength()).isZero();
    assertThat(it.getContentLengthLong()).isZero();
  }

  @Test
  void it_has_the_attributes_of_the_application_and_no_objects_of_the_request() throws Exception {
    RequestSnapshot it = take("GET", "/attributes");
    assertThat(it.getAttribute("user")).isEqualTo(List.of("Anna"));
    assertThat(Collections.list(it.getAttributeNames())).containsExactly("user");
    assertThat(it.getAttribute("request")).isNull();
  }

  @Test
  void it_has_the_session_as_it_was() throws Exception {
    RequestSnapshot it = take("GET", "/session");
    HttpSession session = it.getSession(false);
    assertThat(it.getSession()).isSameAs(session);
    assertThat(it.getSession(true)).isSameAs(session);
    assertThat(session.getId()).isNotEmpty();
    assertThat(session.isNew()).isTrue();
    assertThat(session.getCreationTime()).isPositive();
    assertThat(session.getAttribute("cart")).isEqualTo("3 photos");
    assertThat(session.getAttribute("none")).isNull();
    assertThat(Collections.list(session.getAttributeNames())).containsExactly("cart");
    assertThat(session.getServletContext()).isSameAs(it.getServletContext());
    assertThat(session).isEqualTo(session).hasToString("HttpSession in a task");
    isUnavailable("setAttribute", () -> session.setAttribute("cart", "2 photos"));
    isUnavailable("removeAttribute", () -> session.removeAttribute("cart"));
    isUnavailable("setMaxInactiveInterval", () -> session.setMaxInactiveInterval(1));
    isUnavailable("invalidate", session::invalidate);
  }

  @Test
  void it_never_makes_a_session() throws Exception {
    client.send("GET", "/shop/take", NO_BODY);
    assertThat(client.read().header("Set-Cookie")).isNull();
    RequestSnapshot it = snapshots.next();
    assertThat(it.getSession(false)).isNull();
    isUnavailable("getSession", it::getSession);
    isUnavailable("getSession", () -> it.getSession(true));
  }

  @Test
  void a_session_that_has_just_ended_is_none() throws Exception {
    assertThat(take("GET", "/logged-out").getSession(false)).isNull();
  }

  @Test
  void it_can_be_taken_behind_a_forward() throws Exception {
    RequestSnapshot it = take("GET", "/forward?q=1");
    assertThat(it.getDispatcherType()).isEqualTo(DispatcherType.FORWARD);
    assertThat(it.getServletPath()).isEqualTo("/take");
    assertThat(it.getParameter("q")).isEqualTo("1");
  }

  /** The tests run on a newer API than they are compiled with. */
  @Test
  void it_has_what_newer_apis_added() throws Exception {
    RequestSnapshot it = take("GET", "/take");
    Method id = HttpServletRequest.class.getMethod("getRequestId");
    Method connection = HttpServletRequest.class.getMethod("getServletConnection");
    assertThat(id.invoke(it)).asString().isNotEmpty();
    assertThatThrownBy(() -> connection.invoke(it))
        .cause()
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("getServletConnection");
  }

  @Test
  void what_needs_a_running_request_says_so() throws Exception {
    RequestSnapshot it = take("GET", "/take");
    isUnavailable("getRequestDispatcher", () -> it.getRequestDispatcher("/"));
    isUnavailable("startAsync", it::startAsync);
    isUnavailable("startAsync", () -> it.startAsync(it, null));
    isUnavailable("getAsyncContext", it::getAsyncContext);
    isUnavailable("upgrade", () -> it.upgrade(null));
    isUnavailable("login", () -> it.login("anna", "secret"));
    isUnavailable("logout", it::logout);
    isUnavailable("authenticate", () -> it.authenticate(null));
    isUnavailable("setAttribute", () -> it.setAttribute("a", 1));
    isUnavailable("removeAttribute", () -> it.removeAttribute("a"));
    isUnavailable("setCharacterEncoding", () -> it.setCharacterEncoding("utf-8"));
    isUnavailable("changeSessionId", it::changeSessionId);
    isUnavailable("newPushBuilder", it::newPushBuilder);
    isUnavailable("getTrailerFields", it::getTrailerFields);
    isUnavailable("setRequest", () -> it.setRequest(it));
    assertThat(it.isAsyncStarted()).isFalse();
    assertThat(it.isAsyncSupported()).isFalse();
  }

  private static void isUnavailable(String method, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("not available in a task: " + method)
        .hasMessageContaining("the request was over");
  }

  @Test
  void its_text_has_method_and_path_and_nothing_secret() throws Exception {
    RequestSnapshot it =
        take("GET", "/take/x;jsessionid=secret?token=secret", "Authorization: Basic secret");
    assertThat(it).hasToString("RequestSnapshot[GET /shop/take/x]");
  }
}
