package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {
  private static final HttpUrl URL = HttpUrl.get("http://example.org/a.png?secret=1");

  @TempDir Path folder;
  private Photos photos;

  @BeforeEach
  void create() {
    photos = new Photos(folder, 2, 0);
  }

  private Photo add() {
    Photo photo = photos.create("async", URL);
    photos.add(photo);
    return photo;
  }

  @Test
  void lists_the_newest_first() {
    Photo first = add();
    Photo second = add();
    assertThat(photos.newest(10))
        .extracting(Photo.View::id)
        .containsExactly(second.id(), first.id());
    assertThat(photos.newest(1)).extracting(Photo.View::id).containsExactly(second.id());
  }

  @Test
  void drops_the_oldest_finished_with_their_thumbnails_and_never_an_unfinished_one()
      throws Exception {
    Photo unfinished = add();
    for (int i = 0; i < 5; i++) {
      Photo photo = add();
      Files.createFile(photo.thumbnail());
      photo.running();
      photo.done();
    }
    Photo newest = add();
    assertThat(photos.newest(10))
        .extracting(Photo.View::id)
        .containsExactly(newest.id(), newest.id() - 1, newest.id() - 2, unfinished.id());
    assertThat(folder)
        .isDirectoryContaining("glob:**/5.png")
        .isDirectoryContaining("glob:**/6.png");
    assertThat(folder).isDirectoryNotContaining("glob:**/4.png");
  }

  @Test
  void shows_the_states_of_a_photo() {
    Photo photo = add();
    assertThat(photo.view().state()).isEqualTo("queued");
    photo.running();
    assertThat(photo.view().state()).isEqualTo("running");
    assertThat(photo.view().workMs()).isNull();
    photo.failed("No such host.");
    assertThat(photo.view().state()).isEqualTo("failed");
    assertThat(photo.view().error()).isEqualTo("No such host.");
    assertThat(photo.view().workMs()).isNotNull();
    assertThat(photo.view().thumbnail()).isNull();
  }

  @Test
  void keeps_the_query_out_of_the_log() {
    assertThat(add()).hasToString("photo 1 (async) queued: example.org/a.png");
  }
}
