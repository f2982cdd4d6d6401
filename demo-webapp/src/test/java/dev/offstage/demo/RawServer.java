package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that says what it is told to, byte by byte, and keeps to no rule. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> trickles = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  RawServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    thread(
        () -> {
          while (true) {
            Socket client = socket.accept();
            thread(() -> serve(client));
          }
        });
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Each character is sent as one byte. */
  void answers(String path, String everything) {
    answers.put(path, everything);
  }

  /** Sends the start, and then a byte now and then for ever. */
  void answersThenTrickles(String path, String start) {
    trickles.put(path, start);
  }

  /** The paths of all requests so far, with their queries. */
  List<String> asked() {
    return asked;
  }

  /** Their Host headers. */
  List<String> hosts() {
    return hosts;
  }

  private void serve(Socket client) throws Exception {
    try (client;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        OutputStream out = client.getOutputStream()) {
      String path = in.readLine().split(" ")[1];
      for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
        if (header.startsWith("Host: ")) {
          hosts.add(header.substring("Host: ".length()));
        }
      }
      asked.add(path);
      if (trickles.containsKey(path)) {
        out.write(trickles.get(path).getBytes(ISO_8859_1));
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
          out.write('x');
          out.flush();
        }
      } else {
        out.write(answers.getOrDefault(path, "").getBytes(ISO_8859_1));
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // Closed from either side: the test's end, or what it is about.
              }
            },
            "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
