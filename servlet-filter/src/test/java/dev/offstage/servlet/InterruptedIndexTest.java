package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the docs say of an interrupt in a Lucene index, and how to do without. */
class InterruptedIndexTest {
  private static final int MOST_DELETES = 50;

  private static final int DOCUMENTS = 200;

  @TempDir private Path folder;
  private Directory directory;
  private IndexWriter writer;
  private DirectoryReader reader;
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void close() throws IOException {
    over.set(true);
    if (reader != null) {
      reader.close();
      writer.rollback();
      directory.close();
    }
  }

  private void open(Directory made) throws IOException {
    directory = made;
    writer = new IndexWriter(directory, new IndexWriterConfig());
    for (int i = 0; i < DOCUMENTS; i++) {
      writer.addDocument(document(i));
    }
    writer.commit();
    reader = DirectoryReader.open(directory);
  }

  private static Document document(int i) {
    Document document = new Document();
    document.add(new StringField("id", String.valueOf(i), Field.Store.YES));
    document.add(new StoredField("text", "the text of " + i + " ".repeat(i * 50)));
    return document;
  }

  private void read() throws IOException {
    for (int i = 0; i < DOCUMENTS; i++) {
      reader.storedFields().document(i);
    }
  }

  private void write() throws IOException {
    writer.addDocument(document(1));
    writer.commit();
  }

  /** Work with the index that goes on until it is over, or the index closed. */
  private Webapp app(boolean isWriter, String... params) throws Exception {
    Webapp app = Webapp.dropIn(24);
    for (int i = 0; i < params.length; i += 2) {
      app.param(params[i], params[i + 1]);
    }
    return app.servlet(
            "/work",
            (request, response) -> {
              try {
                while (!over.get()) {
                  if (isWriter) {
                    write();
                  } else {
                    read();
                  }
                  rounds.incrementAndGet();
                }
              } finally {
                ended.incrementAndGet();
              }
            })
        .start();
  }

  private String begun(RespondClient client) throws Exception {
    int before = rounds.get();
    String location = client.begun("/work");
    await().until(() -> rounds.get() > before + 2);
    return location;
  }

  private void assertGoesOn() {
    int before = rounds.get();
    await().until(() -> rounds.get() > before + 2);
    assertThat(ended.get()).isZero();
  }

  /** An interrupt may come when Lucene is just not in the file, and end the work alone. */
  private void assertClosedByDeletes(RespondClient client, ThrowingCallable use) throws Exception {
    for (int i = 1; i <= MOST_DELETES && catchThrowable(use) == null; i++) {
      int tries = i;
      String location = begun(client);
      assertThat(client.send("DELETE", location).status()).isEqualTo(202);
      await().until(() -> ended.get() == tries);
    }
    assertClosed(use);
  }

  /** Nobody else can read or write any more. */
  private static void assertClosed(ThrowingCallable use) {
    Throwable thrown = catchThrowable(use);
    while (thrown != null
        && thrown.getCause() != null
        && !(thrown instanceof AlreadyClosedException)) {
      thrown = thrown.getCause();
    }
    assertThat(thrown).isInstanceOfAny(AlreadyClosedException.class, ClosedChannelException.class);
  }

  @Test
  void a_delete_closes_an_index_in_channels_for_everybody_who_reads() throws Exception {
    open(new NIOFSDirectory(folder));
    try (Webapp app = app(false, "offstage.respond", "/work")) {
      assertClosedByDeletes(new RespondClient(app), this::read);
    }
  }

  /** Files that are mapped into memory are still written through channels. */
  @Test
  void a_delete_closes_a_mapped_index_for_everybody_who_writes() throws Exception {
    open(new MMapDirectory(folder));
    try (Webapp app = app(true, "offstage.respond", "/work")) {
      assertClosedByDeletes(new RespondClient(app), this::write);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_delete_leaves_it_open_if_the_rule_says_so(boolean isWriter) throws Exception {
    open(isWriter ? new MMapDirectory(folder) : new NIOFSDirectory(folder));
    try (Webapp app = app(isWriter, "offstage.respond", "/work interrupt=no")) {
      RespondClient client = new RespondClient(app);
      String location = begun(client);

      assertThat(client.send("DELETE", location).status()).isEqualTo(202);
      assertGoesOn();

      over.set(true);
      await().until(() -> ended.get() == 1);
      read();
      write();
    }
  }

  @Test
  void a_drain_closes_it_for_everybody() throws Exception {
    open(new NIOFSDirectory(folder));
    try (Webapp app = app(false, "offstage.respond", "/work", "offstage.drain", "0s")) {
      begun(new RespondClient(app));
    }
    await().until(() -> ended.get() == 1);

    assertClosed(this::read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/work interrupt=no", "/work"})
  void a_drain_leaves_it_open_if_rule_or_pool_say_so(String rule) throws Exception {
    open(new NIOFSDirectory(folder));
    String pool = String.valueOf(rule.contains("interrupt"));
    try (Webapp app =
        app(
            false,
            "offstage.respond",
            rule,
            "offstage.drain",
            "0s",
            "offstage.pool.interrupt",
            pool)) {
      begun(new RespondClient(app));
    }

    assertGoesOn();
    over.set(true);
    await().until(() -> ended.get() == 1);
    read();
  }
}
