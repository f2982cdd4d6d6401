package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests as a hostile client writes them, over a raw socket to a real server: a snapshot is taken
 * or refused as documented, and each of its methods gives something or says why not.
 */
public final class RequestFuzz {
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "FOO"};
  private static final String[] NAMES = {
    "Accept", "Accept-Language", "Content-Type", "Cookie", "Date", "If-Modified-Since", "Expect",
    "Content-Encoding", "Referer", "X-Number", "X-Forwarded-For", "Authorization", "Range",
        "Upgrade"
  };
  private static final String[] VALUES = {
    "",
    "text/html;q=0.9;q=x,*/*;q=1e9",
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain; charset=nonsense",
    "text/plain; charset=\"",
    "text/plain;charset=utf-8;charset=",
    "multipart/form-data; boundary=XX",
    "multipart/form-data",
    "multipart/form-data; boundary=\"",
    "a=b; $Version=1; c=\"d;e\"; =; f",
    "JSESSIONID=x\u00ff",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sat Nov  6 08:49:37 +999999999",
    "Sun, 99 Nov 9999999999 08:49:37",
    "-1",
    "99999999999999999999",
    "0x10",
    " 7 ",
    "\u00e4\u00f6",
    "100-continue",
    "de-;q=-1,*",
    "x-----------------------------------------------------------------------------------y"
  };
  private static final String[] TARGETS = {
    "/shop/take", "/shop/take/%00", "/shop/take;a=b;jsessionid=1", "/shop/take?a=%zz&b=%",
    "/shop/take?a=%ff&=&&x", "/shop/take/../take", "/shop/upload", "/shop/take?\u00ff"
  };

  private static final AtomicReference<Throwable> FOUND = new AtomicReference<>();
  private static Webapp app;

  private RequestFuzz() {}

  public static void fuzzerInitialize() throws Exception {
    BugDetectors.allowNetworkConnections();
    Path folder = Files.createTempDirectory("fuzz");
    app =
        Webapp.dropIn()
            .servlet("/take/*", (request, response) -> take(request))
            .uploads("/upload", folder, (request, response) -> take(request))
            .start();
  }

  public static void fuzzerTestOneInput(FuzzedDataProvider data) throws Exception {
    try (RawClient client = app.client()) {
      client.sendBytes(request(data).getBytes(ISO_8859_1));
      client.endOfRequest();
      checkReply(client);
    } catch (EOFException e) {
      // The server hangs up on a request that is less than it says.
    }
    Throwable found = FOUND.getAndSet(null);
    if (found != null) {
      throw new AssertionError("in the servlet", found);
    }
  }

  private static void checkReply(RawClient client) throws IOException {
    RawClient.Reply reply = client.read();
    // An Expect: 100-continue is answered before the request is.
    while (reply.status() == 100) {
      reply = client.read();
    }
    boolean refusedByServer = reply.status() == 501 || reply.status() == 505;
    if (reply.status() >= 500 && !refusedByServer) {
      throw new AssertionError(reply.toString(), FOUND.get());
    }
  }

  private static String request(FuzzedDataProvider data) {
    StringBuilder request = new StringBuilder();
    request.append(data.pickValue(METHODS)).append(' ').append(data.pickValue(TARGETS));
    request.append(" HTTP/1.").append(data.consumeInt(0, 1)).append("\r\nHost: localhost\r\n");
    String body = data.consumeBoolean() ? "a=b&c=%zz&%" : "--XX\r\n\r\nx\r\n--XX--";
    if (data.consumeBoolean()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    } else if (data.consumeInt(0, 3) == 0) {
      request.append("Content-Length: ").append(data.pickValue(VALUES)).append("\r\n");
    }
    for (int i = data.consumeInt(0, 5); i > 0; i--) {
      String value = data.consumeBoolean() ? data.pickValue(VALUES) : latin1(data);
      request.append(data.pickValue(NAMES)).append(": ").append(value).append("\r\n");
    }
    return request.append("Connection: close\r\n\r\n").append(body).toString();
  }

  /** Line ends are left out mostly: they would only begin another header. */
  private static String latin1(FuzzedDataProvider data) {
    return new String(data.consumeBytes(40), ISO_8859_1).replace('\n', ' ').replace('\r', ' ');
  }

  private static void take(HttpServletRequest request) {
    try (RequestSnapshot snapshot = RequestSnapshot.of(request)) {
      for (String name : Collections.list(snapshot.getHeaderNames())) {
        same(snapshot.getHeader(name), request.getHeader(name));
        documented(() -> snapshot.getDateHeader(name));
        documented(() -> snapshot.getIntHeader(name));
      }
      snapshot.getHeader("\u0000");
      snapshot.getDateHeader("absent");
      snapshot.getCookies();
      snapshot.getParameterMap();
      snapshot.getLocale();
      Collections.list(snapshot.getLocales());
      snapshot.getRequestURL();
      snapshot.getPathInfo();
      documented(snapshot::getParts);
      documented(() -> snapshot.getInputStream().readAllBytes());
      documented(() -> snapshot.getReader().readLine());
      oneLine(snapshot.toString());
    } catch (IllegalStateException e) {
      oneLine(e.getMessage());
    } catch (Throwable t) {
      FOUND.compareAndSet(null, t);
    }
  }

  /** What getters may do. */
  @FunctionalInterface
  private interface Getter {
    Object get() throws Exception;
  }

  /** Of dates and numbers: IllegalArgumentException; of bodies: what an encoding or a form does. */
  private static void documented(Getter getter) throws Exception {
    try {
      getter.get();
    } catch (UnsupportedOperationException e) {
      oneLine(e.getMessage());
    } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
      throw e;
    } catch (IllegalArgumentException | IllegalStateException | IOException | ServletException e) {
      // As the servlet API has it.
    }
  }

  private static void same(String seen, String sent) {
    if (!seen.equals(sent)) {
      throw new AssertionError("'" + seen + "' in place of '" + sent + "'");
    }
  }

  private static void oneLine(String text) {
    if (text.chars().anyMatch(c -> c == '\n' || c == '\r')) {
      throw new AssertionError("more than a line: " + text);
    }
  }
}
