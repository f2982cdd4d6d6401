package dev.offstage.servlet.reply;

import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletRequest;

/**
 * Breaks off a response that has begun and that nobody can finish: its connection ends before the
 * last chunk or the declared length, an HTTP/2 stream is reset. A client can tell it from a whole
 * one then.
 *
 * <p>The Servlet API has no word for that. What a dispatch throws after the first bytes breaks the
 * response off on Tomcat and Jetty, and ends it in good order on Undertow and Open Liberty; so it
 * is done by reflection, in each server's own way.
 */
public final class BreakOff {
  private static final Members MEMBERS = new Members();
  private static final int INTERNAL_ERROR = 2;

  private BreakOff() {}

  /**
   * Breaks off the response of this request; may be called by any thread.
   *
   * @param why for the server's own debug log
   * @return false if this server has no way that is known
   */
  public static boolean response(ServletRequest request, Throwable why) {
    ServletRequest own = ContainerRequest.of(request);
    String type = own.getClass().getName();
    try {
      if (type.startsWith("org.apache.catalina.")) {
        ofCatalina(MEMBERS.result(MEMBERS.need(own, "request"), "getCoyoteRequest"), why);
      } else if (type.startsWith("org.eclipse.jetty.")) {
        MEMBERS.call(channelOfJetty(own), "abort", why);
      } else if (type.startsWith("io.undertow.")) {
        ofUndertow(MEMBERS.result(MEMBERS.result(own, "getExchange"), "getConnection"));
      } else if (type.startsWith("com.ibm.ws.") || type.startsWith("io.openliberty.")) {
        ofLiberty(MEMBERS.result(own, "getIRequest"), why);
      } else {
        return false;
      }
      return true;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }

  /** Tomcat and TomEE; Payara has the same names on top of Grizzly. */
  private static void ofCatalina(Object request, Throwable why) {
    if (request.getClass().getName().startsWith("org.apache.coyote.")) {
      ClassLoader server = request.getClass().getClassLoader();
      Object processor = MEMBERS.get(request, "hook");
      if (processor != null && processor.getClass().getSimpleName().equals("StreamProcessor")) {
        resetTomcatsStream(server, MEMBERS.need(processor, "stream"), why);
      }
      Class<?> codes = Members.type(server, "org.apache.coyote.ActionCode");
      MEMBERS.call(request, "action", MEMBERS.constant(codes, "CLOSE_NOW"), why);
    } else {
      Object packet = MEMBERS.result(request, "getRequest");
      MEMBERS.call(MEMBERS.result(packet, "getConnection"), "closeSilently");
    }
  }

  /** At once: what ends the request next would end the stream in good order. */
  private static void resetTomcatsStream(ClassLoader server, Object stream, Throwable why) {
    String http2 = "org.apache.coyote.http2.";
    Object reset =
        MEMBERS.create(
            Members.type(server, http2 + "StreamException"),
            String.valueOf(why),
            MEMBERS.constant(Members.type(server, http2 + "Http2Error"), "INTERNAL_ERROR"),
            MEMBERS.result(stream, "getIdAsInt"));
    MEMBERS.call(stream, "close", reset);
  }

  /** Up to Jetty 11, and in the environments of older APIs, the request knows its channel. */
  private static Object channelOfJetty(Object request) {
    return MEMBERS.has(request, "getHttpChannel")
        ? MEMBERS.result(request, "getHttpChannel")
        : MEMBERS.result(MEMBERS.result(request, "getServletRequestInfo"), "getServletChannel");
  }

  private static void ofUndertow(Object connection) {
    if (connection.getClass().getSimpleName().equals("Http2ServerConnection")) {
      // Its own close() fails for a stream that began as an upgrade.
      Object stream = MEMBERS.result(MEMBERS.need(connection, "responseChannel"), "getStreamId");
      MEMBERS.call(MEMBERS.need(connection, "channel"), "sendRstStream", stream, INTERNAL_ERROR);
    } else {
      MEMBERS.call(connection, "close");
    }
  }

  private static void ofLiberty(Object request, Throwable why) {
    Object link = MEMBERS.result(request, "getHttpInboundConnection");
    Object device = MEMBERS.result(link, "getHttpInboundDeviceLink");
    if (device.getClass().getSimpleName().equals("H2ConnectionLinkProxy")) {
      resetLibertysStream(MEMBERS.need(device, "link"));
    } else {
      MEMBERS.call(device, "close", MEMBERS.result(link, "getVirtualConnection"), why);
    }
  }

  private static void resetLibertysStream(Object link) {
    ClassLoader server = link.getClass().getClassLoader();
    String http2 = "com.ibm.ws.http.channel.h2internal.";
    Object id = MEMBERS.result(link, "getStreamId");
    Object stream = MEMBERS.result(MEMBERS.need(link, "muxLink"), "getStreamProcessor", id);
    Class<?> reset = Members.type(server, http2 + "frames.FrameRstStream");
    Class<?> directions = Members.type(server, http2 + "Constants$Direction");
    MEMBERS.call(
        stream,
        "processNextFrame",
        MEMBERS.create(reset, id, INTERNAL_ERROR, false),
        MEMBERS.constant(directions, "WRITING_OUT"));
  }
}
