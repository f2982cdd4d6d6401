package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;
import dev.offstage.agent.exchange.Wire;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests of the agent's command. Each is carried out on a thread of its own, since the JVM
 * can do nothing else for its tools meanwhile, and the command may give up waiting. The answer is a
 * system property, which the command reads through the JVM's attach mechanism; after a while it is
 * removed, even if nobody has come for it.
 */
final class Commands {
  static final String THREAD = "offstage-agent-command";

  private static final long ANSWER_MILLIS = 10_000;

  private static @Nullable String incompleteId;
  private static StringBuilder incomplete = new StringBuilder();
  private static int nextPart;

  private Commands() {}

  /**
   * Takes one part of a request; the last one begins it.
   *
   * @throws IllegalArgumentException if it is no such part
   */
  static synchronized void receive(String argument, Instrumentation instrumentation) {
    String[] parts = argument.substring(Wire.PREFIX.length()).split(":", 4);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a request of the agent's command");
    }
    int part = Integer.parseInt(parts[1]);
    int of = Integer.parseInt(parts[2]);
    if (part == 1) {
      // What somebody else has begun and not ended is forgotten.
      incompleteId = parts[0];
      incomplete = new StringBuilder();
      nextPart = 1;
    }
    if (!parts[0].equals(incompleteId) || part != nextPart || part > Wire.MOST_PARTS) {
      throw new IllegalArgumentException("a part of a request is missing; try again");
    }
    incomplete.append(parts[3]);
    nextPart++;
    if (part == of) {
      Message request = Wire.decode(incomplete.toString());
      incompleteId = null;
      incomplete = new StringBuilder();
      begin(parts[0], request, instrumentation);
    }
  }

  private static void begin(
      final String id, final Message request, final Instrumentation instrumentation) {
    Thread thread =
        new Thread(
            new Runnable() {
              @Override
              public void run() {
                answer(id, request, instrumentation);
              }
            },
            THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  private static void answer(String id, Message request, Instrumentation instrumentation) {
    String property = Wire.answerProperty(id);
    try {
      System.setProperty(property, Message.working("begins").toText());
      System.setProperty(property, answerTo(request, instrumentation, property).toText());
      TimeUnit.MILLISECONDS.sleep(ANSWER_MILLIS);
    } catch (Throwable t) {
      // Every Throwable: this thread belongs to the application's JVM. Without an answer the
      // command gives up. Who interrupts it wants it to end.
    } finally {
      System.clearProperty(property);
    }
  }

  private static Message answerTo(
      Message request, Instrumentation instrumentation, String property) {
    try {
      return OtherRelease.run(request, instrumentation, property);
    } catch (Throwable t) {
      // Every Throwable: the command is to know of it.
      return Message.failed(OffstageAgent.reason(t));
    }
  }
}
