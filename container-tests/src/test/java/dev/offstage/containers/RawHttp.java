package dev.offstage.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.SocketFactory;

/** Sends what no client of a library would. One request and its connection each. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int AUTHORITY = 1;
  private static final int METHOD = 2;
  private static final int PATH = 4;
  private static final int SCHEME = 6;

  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_OF_STREAM_AND_HEADERS = 5;

  private RawHttp() {}

  /** A response: its status, and all of it as text. */
  record Answer(int status, String text) {
    /** The value of a header; empty without it. */
    String header(String name) {
      int at = text.toLowerCase().indexOf("\r\n" + name.toLowerCase() + ": ");
      int begin = at + name.length() + 4;
      return at < 0 ? "" : text.substring(begin, text.indexOf("\r\n", begin));
    }

    /** Without the sizes of chunks. */
    String body() {
      String body = text.substring(text.indexOf("\r\n\r\n") + 4);
      return header("Transfer-Encoding").isEmpty()
          ? body
          : body.replaceAll("(?s)^[0-9a-fA-F]+\r\n|\r\n[0-9a-fA-F]+\r\n.*$", "");
    }
  }

  /** Reads all that comes, to the end of the connection. */
  static Answer send(SocketFactory sockets, int port, String request) throws IOException {
    try (Socket socket = sockets.createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return new Answer(text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12)), text);
    }
  }

  static Answer send(int port, String request) throws IOException {
    return send(SocketFactory.getDefault(), port, request);
  }

  /**
   * A GET by HTTP/2 (RFC 9113), with headers as RFC 7541 has them where nothing is indexed.
   *
   * @param fields names and values, behind those that a request must have
   * @return whether the answer is 202
   */
  static boolean isAcceptedByHttp2(int port, String path, String... fields) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    pseudoField(block, METHOD, "GET");
    pseudoField(block, SCHEME, "http");
    pseudoField(block, PATH, path);
    pseudoField(block, AUTHORITY, "127.0.0.1:" + port);
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(block, fields[i]);
      text(block, fields[i + 1]);
    }
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
      all.write(frame(SETTINGS, 0, 0, new byte[0]));
      all.write(frame(HEADERS, END_OF_STREAM_AND_HEADERS, 1, block.toByteArray()));
      all.writeTo(socket.getOutputStream());
      return isAccepted(new DataInputStream(socket.getInputStream()));
    }
  }

  private static boolean isAccepted(DataInputStream in) throws IOException {
    for (int size = in.read(); size >= 0; size = in.read()) {
      size = size << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      boolean ofRequest = in.readInt() == 1;
      byte[] content = in.readNBytes(size);
      if (type == RESET || type == GO_AWAY) {
        return false;
      }
      if (ofRequest && type == HEADERS) {
        // As it is, or as Huffman has it.
        String head = new String(content, ISO_8859_1);
        return head.contains("\u0003202") || head.contains("\u0082\u0010\u0005");
      }
    }
    return false;
  }

  /**
   * By its place in HPACK's static table: the HTTP/2 of Tomcat 11 accepts no colon in a name that
   * is written out.
   */
  private static void pseudoField(ByteArrayOutputStream to, int name, String value) {
    to.write(name);
    text(to, value);
  }

  private static void text(ByteArrayOutputStream to, String text) {
    to.write(text.length());
    to.writeBytes(text.getBytes(ISO_8859_1));
  }

  private static byte[] frame(int type, int flags, int stream, byte[] content) {
    return ByteBuffer.allocate(9 + content.length)
        .putInt(content.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(content)
        .array();
  }
}
