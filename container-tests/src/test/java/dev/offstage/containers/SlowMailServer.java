package dev.offstage.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Just enough SMTP to take a mail, after the hold. */
final class SlowMailServer implements AutoCloseable {
  private final Hold hold;
  private final List<List<String>> mails = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;

  SlowMailServer(Hold hold) throws IOException {
    this.hold = hold;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    startThread(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The lines of each mail that came in whole. */
  List<List<String>> mails() {
    return mails;
  }

  private static void startThread(Runnable work) {
    Thread thread = new Thread(work, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = socket.accept();
        startThread(() -> talk(caller));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void talk(Socket caller) {
    try (caller;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = caller.getOutputStream()) {
      hold.pass();
      say(out, "220 slow");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("DATA")) {
          say(out, "354 go on");
          mails.add(readMail(in));
        } else if (line.startsWith("QUIT")) {
          say(out, "221 bye");
          return;
        }
        say(out, "250 fine");
      }
    } catch (IOException | InterruptedException e) {
      // The caller has gone.
    }
  }

  private static List<String> readMail(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
