package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.server.Members;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes as Tomcat hands them over: in a ByteBuffer, or in a ByteChunk of its own. */
final class Chunks {
  private Chunks() {}

  static byte[] bytes(Members members, Object chunk) {
    if (chunk instanceof ByteBuffer) {
      ByteBuffer buffer = (ByteBuffer) chunk;
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
    int start = (Integer) members.result(chunk, "getStart");
    int length = (Integer) members.result(chunk, "getLength");
    return Arrays.copyOfRange((byte[]) members.result(chunk, "getBuffer"), start, start + length);
  }
}
