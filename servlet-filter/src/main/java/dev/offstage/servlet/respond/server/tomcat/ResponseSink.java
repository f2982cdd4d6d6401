package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where Tomcat writes the response to. What fails here fails the whole request. Thread-safe. */
final class ResponseSink {
  private final Members members;
  private final Object response;
  private final OutputStream to;
  private final boolean hasBody;
  private @Nullable ReceivedResponse head;
  private long declared = -1;
  private long written;
  private @Nullable IOException failure;

  ResponseSink(Members members, Object response, OutputStream to, boolean head) {
    this.members = members;
    this.response = response;
    this.to = to;
    hasBody = !head;
  }

  /** Takes status and headers, as they are now. */
  synchronized void commit() {
    if (Boolean.TRUE.equals(members.call(response, "isCommitted"))) {
      return;
    }
    Headers headers = new Headers();
    Object fields = members.result(response, "getMimeHeaders");
    int count = (Integer) members.result(fields, "size");
    for (int i = 0; i < count; i++) {
      headers.add(
          String.valueOf(members.call(fields, "getName", i)),
          String.valueOf(members.call(fields, "getValue", i)));
    }
    addOwn(headers, "Content-Type", members.call(response, "getContentType"));
    addOwn(headers, "Content-Language", members.call(response, "getContentLanguage"));
    declared = (Long) members.result(response, "getContentLengthLong");
    head = new ReceivedResponse((Integer) members.result(response, "getStatus"), headers);
    members.call(response, "setCommitted", true);
  }

  private static void addOwn(Headers headers, String name, @Nullable Object value) {
    if (value != null && headers.first(name) == null) {
      headers.add(name, value.toString());
    }
  }

  /** As a connection takes it: no more than was declared, and none for HEAD. */
  synchronized int write(Object chunk) throws IOException {
    commit();
    byte[] bytes = Chunks.bytes(members, chunk);
    if (failure != null) {
      throw new IOException(failure);
    }
    long count = declared < 0 ? bytes.length : Math.min(bytes.length, declared - written);
    written += count;
    if (hasBody && count > 0) {
      try {
        to.write(bytes, 0, (int) count);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
    return bytes.length;
  }

  synchronized long written() {
    return written;
  }

  /** The first failure is the one that counts. */
  synchronized void fail(IOException why) {
    if (failure == null) {
      failure = why;
    }
  }

  synchronized boolean hasFailed() {
    return failure != null;
  }

  /** Null as long as there is none. */
  synchronized @Nullable IOException failure() {
    return failure;
  }

  /** The whole response. */
  synchronized ReceivedResponse result() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (head == null) {
      throw new IOException("the server gave no response: it, or the webapp, is stopping");
    }
    int status = head.status();
    boolean bodiless = status == 204 || status == 205 || status == 304;
    if (hasBody && !bodiless && declared > written) {
      throw new IOException(
          "the response broke off after " + written + " of " + declared + " bytes");
    }
    return head;
  }
}
