package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server that keeps each caller waiting until the test answers. */
final class HeldMails implements AutoCloseable {
  /** Its client, the class that the examples of the documentation take for slow. */
  static final String CLIENT =
      """
      package com.acme.mail;

      import java.io.*;
      import java.net.*;

      public class Mailer {
        public void send(String to, String text) throws IOException {
          ask("send " + to);
        }

        public String outbox() throws IOException {
          return ask("outbox");
        }

        private static String ask(String what) throws IOException {
          try (Socket server =
                  new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("mail.port"));
              PrintWriter out = new PrintWriter(server.getOutputStream(), true);
              BufferedReader in =
                  new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            out.println(what);
            String answer = in.readLine();
            if (answer == null) {
              throw new IOException("the mail server has hung up");
            }
            return answer;
          }
        }
      }
      """;

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

  /** A caller that waits. */
  record Held(Socket caller, String request) {
    void answer(String line) throws IOException {
      try (caller) {
        caller.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    void hangUp() throws IOException {
      caller.close();
    }
  }

  HeldMails() throws IOException {
    Thread thread = new Thread(this::accept, "held-mails");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The next caller, as soon as there is one. */
  Held next() throws InterruptedException {
    Held next = held.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("a caller of the mail server").isNotNull();
    return next;
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = socket.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        held.add(new Held(caller, in.readLine()));
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
