package dev.offstage.durable.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What several processes write, a line at a time, and what survives their end by any signal. */
final class LedgerFile {
  /** A thread has begun with a task. */
  static final String BEGUN = "X";

  /** Its work is done. */
  static final String WORKED = "E";

  /** The end is written down, as far as the process knows. */
  static final String ENDED = "D";

  private final FileChannel channel;
  private final String process;

  LedgerFile(Path file, String process) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    this.process = process;
  }

  void write(String what, String id) {
    String line = what + " " + id + " " + process + " " + System.nanoTime() + "\n";
    try {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
