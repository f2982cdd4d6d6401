package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private static final class Lines extends PrintStream {
    final List<String> printed = new CopyOnWriteArrayList<>();
    final CountDownLatch open = new CountDownLatch(1);
    volatile boolean broken;

    Lines() {
      super(new ByteArrayOutputStream());
    }

    @Override
    public void println(String line) {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (broken) {
        broken = false;
        throw new IllegalStateException("broken");
      }
      printed.add(line);
    }
  }

  @Test
  void should_print_the_rest_with_the_next_line_when_the_stream_throws_once() {
    Lines out = new Lines();
    out.broken = true;
    Printer printer = new Printer(out);
    printer.print("lost");
    printer.print("second");

    out.open.countDown();
    await().until(() -> !out.broken);
    await()
        .untilAsserted(
            () -> {
              printer.print("next");
              assertThat(out.printed).contains("[offstage] second", "[offstage] next");
            });
    assertThat(out.printed).doesNotContain("[offstage] lost");
  }

  @Test
  void should_keep_no_more_than_ten_thousand_lines_while_the_stream_blocks() {
    Lines out = new Lines();
    Printer printer = new Printer(out);
    for (int i = 0; i < 30000; i++) {
      printer.print("line");
    }

    out.open.countDown();
    await().until(() -> out.printed.size() >= 10000);
    printer.print("last");

    await().until(() -> out.printed.contains("[offstage] last"));
    assertThat(out.printed.size()).isBetween(10000, 10002);
  }
}
