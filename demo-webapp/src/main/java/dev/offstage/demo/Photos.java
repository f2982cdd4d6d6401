package dev.offstage.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The photos in memory: all that are on their way, and the newest of those that are finished. The
 * former are bounded by the server's and the pool's queues. This class is thread-safe.
 */
final class Photos {
  private final Path folder;
  private final int mostFinished;
  private final AtomicLong ids;
  private final TreeMap<Long, Photo> photos = new TreeMap<>();

  /**
   * @param lastId a number below those of all photos to come
   */
  Photos(Path folder, int mostFinished, long lastId) {
    this.folder = folder;
    this.mostFinished = mostFinished;
    this.ids = new AtomicLong(lastId);
  }

  /** A photo that is not listed until it is {@linkplain #add added}. */
  Photo create(String way, HttpUrl url) {
    return create(ids.incrementAndGet(), way, url);
  }

  /** A photo that a process before this one has numbered. */
  Photo create(long id, String way, HttpUrl url) {
    return new Photo(id, way, url, folder.resolve(id + ".png"), System::nanoTime);
  }

  void add(Photo photo) {
    List<Photo> dropped;
    synchronized (this) {
      photos.put(photo.id(), photo);
      dropped = dropOldest();
    }
    for (Photo old : dropped) {
      try {
        Files.deleteIfExists(old.thumbnail());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Photo> dropOldest() {
    List<Photo> dropped = new ArrayList<>();
    long finished = photos.values().stream().filter(Photo::isFinished).count();
    Iterator<Photo> oldestFirst = photos.values().iterator();
    while (finished - dropped.size() > mostFinished) {
      Photo photo = oldestFirst.next();
      if (photo.isFinished()) {
        oldestFirst.remove();
        dropped.add(photo);
      }
    }
    return dropped;
  }

  synchronized long unfinished() {
    return photos.values().stream().filter(photo -> !photo.isFinished()).count();
  }

  synchronized @Nullable Photo find(long id) {
    return photos.get(id);
  }

  /** The newest first. */
  synchronized List<Photo.View> newest(int most) {
    return photos.descendingMap().values().stream().limit(most).map(Photo::view).toList();
  }
}
