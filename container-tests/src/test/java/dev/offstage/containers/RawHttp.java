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
    field(block, ":method", "GET");
    field(block, ":scheme", "http");
    field(block, ":path", path);
    field(block, ":authority", "127.0.0.1:" + port);
    for (int i = 0; i < fields.length; i += 2) {
      field(block, fields[i], fields[i + 1]);
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

  private static void field(ByteArrayOutputStream to, String name, String value) {
    to.write(0);
    for (String text : new String[] {name, value}) {
      to.write(text.length());
      to.writeBytes(text.getBytes(ISO_8859_1));
    }
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
