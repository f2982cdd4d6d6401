package dev.offstage.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;

/** A web server in front of Tomcat, as far as a GET by AJP/1.3 goes. */
final class AjpClient {
  private static final int FROM_WEB_SERVER = 0x1234;
  private static final int FORWARD_REQUEST = 2;
  private static final int GET = 2;
  private static final int REMOTE_USER = 3;
  private static final int QUERY = 5;
  private static final int ATTRIBUTE = 10;
  private static final int END_OF_ATTRIBUTES = 0xff;
  private static final int SEND_HEADERS = 4;
  private static final int KNOWN_HEADER = 0xa0;
  private static final int LOCATION = 0x06;

  private AjpClient() {}

  /** Status, and the header {@code Location} if there is one. */
  record Answer(int status, String location) {}

  /**
   * Asks.
   *
   * @param remote the address of the client that the web server has
   * @param user whom the web server has let in; null for nobody
   * @param attributes what else it tells
   */
  static Answer get(
      int port,
      String path,
      String remote,
      Map<String, String> headers,
      String user,
      Map<String, String> attributes)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(packet);
      out.writeByte(FORWARD_REQUEST);
      out.writeByte(GET);
      String[] parts = path.split("\\?");
      for (String each : new String[] {"HTTP/1.1", parts[0], remote, remote, "shop.example"}) {
        write(out, each);
      }
      out.writeShort(443);
      out.writeBoolean(true);
      out.writeShort(headers.size());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        write(out, header.getKey());
        write(out, header.getValue());
      }
      if (parts.length > 1) {
        out.writeByte(QUERY);
        write(out, parts[1]);
      }
      if (user != null) {
        out.writeByte(REMOTE_USER);
        write(out, user);
      }
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        out.writeByte(ATTRIBUTE);
        write(out, attribute.getKey());
        write(out, attribute.getValue());
      }
      out.writeByte(END_OF_ATTRIBUTES);
      DataOutputStream server = new DataOutputStream(socket.getOutputStream());
      server.writeShort(FROM_WEB_SERVER);
      server.writeShort(packet.size());
      packet.writeTo(server);
      return read(new DataInputStream(socket.getInputStream()));
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    out.writeShort(text.length());
    out.write(text.getBytes(ISO_8859_1));
    out.writeByte(0);
  }

  private static Answer read(DataInputStream in) throws IOException {
    while (true) {
      in.readUnsignedShort();
      byte[] content = in.readNBytes(in.readUnsignedShort());
      if (content[0] == SEND_HEADERS) {
        return headers(new DataInputStream(new ByteArrayInputStream(content, 1, content.length)));
      }
    }
  }

  private static Answer headers(DataInputStream in) throws IOException {
    int status = in.readUnsignedShort();
    text(in, in.readUnsignedShort());
    String location = null;
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      int length = in.readUnsignedShort();
      boolean known = length >> 8 == KNOWN_HEADER;
      String name = known ? "" : text(in, length);
      String value = text(in, in.readUnsignedShort());
      if (known ? (length & 0xff) == LOCATION : name.equalsIgnoreCase("Location")) {
        location = value;
      }
    }
    return new Answer(status, location);
  }

  private static String text(DataInputStream in, int length) throws IOException {
    String text = new String(in.readNBytes(length), ISO_8859_1);
    in.readByte();
    return text;
  }
}
