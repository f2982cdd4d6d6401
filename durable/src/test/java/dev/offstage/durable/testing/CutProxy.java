package dev.offstage.durable.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a node and its database, which fails when a test wants it to. */
public final class CutProxy implements AutoCloseable {
  private enum State {
    WORKS,
    /** What the database answers does not arrive: the connection breaks instead. */
    LOSES_ANSWERS,
    /** Nothing arrives, and nobody hears that. */
    SILENT
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final InetSocketAddress to;
  private volatile State state = State.WORKS;
  // Connections of before stay silent when the network works again.
  private volatile int era;

  private CutProxy(InetSocketAddress to) throws IOException {
    this.to = to;
    start(this::accept);
  }

  /** One in front of this server. */
  public static CutProxy of(PostgreSqlServer server) throws IOException {
    return new CutProxy(new InetSocketAddress("127.0.0.1", server.port()));
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on statements arrive, and their answers do not. */
  public void loseAnswers() {
    state = State.LOSES_ANSWERS;
  }

  /** From now on nothing arrives, in no direction; connections stay open. */
  public void fallSilent() {
    state = State.SILENT;
    era++;
  }

  /** New connections work again; those that have been silent stay so. */
  public void work() {
    state = State.WORKS;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket database = new Socket();
        sockets.add(client);
        sockets.add(database);
        database.connect(to);
        int its = state == State.SILENT ? -1 : era;
        start(() -> copy(client, database, its, false));
        start(() -> copy(database, client, its, true));
      } catch (IOException e) {
        // The end, or a database that is not there.
      }
    }
  }

  private void copy(Socket from, Socket to, int its, boolean answers) {
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (its != era) {
          continue;
        }
        if (answers && state == State.LOSES_ANSWERS) {
          break;
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // As at its end.
    }
    if (its == era) {
      close(from);
      close(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(CutProxy::close);
  }
}
