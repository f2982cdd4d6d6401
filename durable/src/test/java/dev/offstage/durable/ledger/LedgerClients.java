package dev.offstage.durable.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Clients that hand tasks over, and remember what was accepted. */
final class LedgerClients {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 30_000;

  final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  final AtomicInteger refused = new AtomicInteger();
  private final AtomicReferenceArray<LedgerProcess> servers;
  private final List<Thread> threads = new ArrayList<>();
  private final int pauseMillis;
  private volatile boolean stopped;

  /**
   * Starts them.
   *
   * @param pauseMillis how long each waits after an answer, at most
   */
  LedgerClients(AtomicReferenceArray<LedgerProcess> servers, int clients, int pauseMillis) {
    this.servers = servers;
    this.pauseMillis = pauseMillis;
    for (int i = 0; i < clients; i++) {
      String name = "c" + i;
      Thread thread = new Thread(() -> run(name), name);
      threads.add(thread);
      thread.start();
    }
  }

  private void run(String name) {
    int count = 0;
    while (!stopped) {
      LedgerProcess server = servers.get(ThreadLocalRandom.current().nextInt(servers.length()));
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", server.port), CONNECT_MILLIS);
        socket.setSoTimeout(ANSWER_MILLIS);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(socket.getOutputStream(), true, "US-ASCII");
        while (!stopped) {
          String id = name + "-" + count++;
          out.println(id);
          String answer = in.readLine();
          if (answer == null) {
            break;
          }
          if (answer.startsWith("OK")) {
            accepted.add(id);
          } else {
            refused.incrementAndGet();
          }
          Thread.sleep(ThreadLocalRandom.current().nextInt(pauseMillis));
        }
      } catch (IOException e) {
        // It was killed; the other one may be there.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Hands these over, one after the other; returns how many were accepted. */
  static int handOver(LedgerProcess server, List<String> ids) throws IOException {
    int accepted = 0;
    try (Socket socket = new Socket("127.0.0.1", server.port);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(socket.getOutputStream(), true, "US-ASCII")) {
      for (String id : ids) {
        out.println(id);
      }
      for (int i = 0; i < ids.size(); i++) {
        String answer = in.readLine();
        accepted += answer != null && answer.startsWith("OK") ? 1 : 0;
      }
    }
    return accepted;
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
