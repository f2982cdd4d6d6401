package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A response as a store keeps it, for whichever server is asked for it. Its fields are its format:
 * new ones must do without a value, since another version may have written it.
 */
public final class ResponseData {
  /** The largest body: it is text in the store, and in memory for a moment. */
  public static final int MOST_BYTES = 8 << 20;

  int status;

  /** Names and values in turn. */
  List<String> headers = new ArrayList<>();

  String tag = "";
  byte[] body = {};

  ResponseData() {}

  /**
   * That of a response.
   *
   * @throws IOException if it is too large, or cannot be read back
   */
  public static ResponseData of(RecordedResponse response) throws IOException {
    long size = response.size();
    if (size > MOST_BYTES) {
      throw new IOException(
          "its response has " + size + " bytes; a store keeps at most " + MOST_BYTES);
    }
    ResponseData data = new ResponseData();
    data.status = response.status();
    data.tag = response.ownTag();
    for (Headers.Field field : response.headers().fields()) {
      data.headers.add(field.name());
      data.headers.add(field.value());
    }
    byte[] body = new byte[(int) size];
    try (InputStream in = response.open()) {
      for (int read = 0; read < body.length; ) {
        int n = in.read(body, read, body.length - read);
        if (n < 0) {
          throw new IOException("its response is not kept as a whole");
        }
        read += n;
      }
    }
    data.body = body;
    return data;
  }

  Headers headers() {
    Headers all = new Headers();
    for (int i = 0; i + 1 < headers.size(); i += 2) {
      all.add(headers.get(i), headers.get(i + 1));
    }
    return all;
  }

  /**
   * Keeps it here.
   *
   * @param to takes the body
   * @throws IOException if there is no room for it
   */
  public RecordedResponse restore(Spool to) throws IOException {
    to.write(body, 0, body.length);
    to.complete();
    return new RecordedResponse(this, to);
  }

  /** Gives up the memory of the body: it is in the store, and here where all bodies are. */
  public void release() {
    body = new byte[0];
  }
}
