package dev.offstage.servlet.respond.returning;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries out a way back by a request that has nothing of a client but the name of the server. */
public final class Probe {
  /** Where it goes, in the webapp. */
  public static final String PATH = "/_offstage/probe";

  /** How long one usually waits for it. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private Probe() {}

  /**
   * Tries it.
   *
   * @return what is wrong; null if it is open
   */
  public static @Nullable String failure(
      Return way, Passages passages, RecordedRequest request, Duration patience) {
    try {
      ReceivedResponse instead = send(way, passages, request, patience);
      return instead == null
          ? null
          : "HTTP " + instead.status() + " from something other than this webapp's filter";
    } catch (IOException | RuntimeException | LinkageError e) {
      return e.toString();
    }
  }

  /**
   * What something in front of the webapp answers; null if it lets the request in.
   *
   * @throws IOException if nothing answers
   */
  public static @Nullable ReceivedResponse answer(
      Return way, Passages passages, RecordedRequest request) throws IOException {
    return send(way, passages, request, PATIENCE);
  }

  private static @Nullable ReceivedResponse send(
      Return way, Passages passages, RecordedRequest request, Duration patience)
      throws IOException {
    Passage passage = new Passage(null, null);
    long deadline = System.nanoTime() + patience.toNanos();
    passages.open(passage);
    try {
      ReceivedResponse response =
          way.send(
              request,
              passage.token(),
              new Nowhere(),
              new Attempt(() -> System.nanoTime() - deadline > 0, () -> false));
      return passage.hasArrived() ? null : response;
    } finally {
      passages.close(passage);
    }
  }

  private static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
