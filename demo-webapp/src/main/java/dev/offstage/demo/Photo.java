package dev.offstage.demo;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A photo that somebody asked for. This class is thread-safe. */
final class Photo {
  private final long id;
  private final String way;
  private final HttpUrl url;
  private final Path thumbnail;
  private final LongSupplier nanoTime;
  private final long asked;

  private State state = State.QUEUED;
  private long started;
  private long finished;
  private @Nullable Long responseMillis;
  private @Nullable String error;

  private enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What the page and scripts see. All times are in milliseconds: {@code response_ms} until the
   * answer was out, {@code work_ms} for the download alone, {@code age_ms} since somebody asked.
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record View(
      long id,
      String way,
      String url,
      String state,
      @Nullable Long responseMs,
      @Nullable Long workMs,
      long ageMs,
      @Nullable String error,
      @Nullable String thumbnail) {}

  Photo(long id, String way, HttpUrl url, Path thumbnail, LongSupplier nanoTime) {
    this.id = id;
    this.way = way;
    this.url = url;
    this.thumbnail = thumbnail;
    this.nanoTime = nanoTime;
    this.asked = nanoTime.getAsLong();
  }

  long id() {
    return id;
  }

  HttpUrl url() {
    return url;
  }

  /** Where the small picture is once the photo is done. */
  Path thumbnail() {
    return thumbnail;
  }

  synchronized void running() {
    state = State.RUNNING;
    started = nanoTime.getAsLong();
  }

  synchronized void done() {
    state = State.DONE;
    finished = nanoTime.getAsLong();
  }

  synchronized void failed(String reason) {
    state = State.FAILED;
    error = reason;
    finished = nanoTime.getAsLong();
  }

  synchronized void answered(long millis) {
    responseMillis = millis;
  }

  synchronized boolean isFinished() {
    return state == State.DONE || state == State.FAILED;
  }

  synchronized @Nullable String error() {
    return error;
  }

  synchronized View view() {
    return new View(
        id,
        way,
        url.toString(),
        state.toString(),
        responseMillis,
        isFinished() ? millis(started, finished) : null,
        millis(asked, nanoTime.getAsLong()),
        error,
        state == State.DONE ? "/thumbs/" + id + ".png" : null);
  }

  /** One line for the log, without the URL's query. */
  @Override
  public synchronized String toString() {
    HttpUrl shown = url.newBuilder().query(null).fragment(null).build();
    String place = shown.toString().substring(url.scheme().length() + "://".length());
    String what = "photo %d (%s) %s: %s".formatted(id, way, state, place);
    return error == null ? what : what + ": " + error;
  }

  private static long millis(long from, long to) {
    return TimeUnit.NANOSECONDS.toMillis(to - from);
  }
}
