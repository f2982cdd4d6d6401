package dev.offstage.containers;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A WAR that nobody here wrote, with a request of it that takes time. */
final class AdvisedWar implements ThirdPartyApp {
  /** Sends one request. */
  interface Request {
    HttpResponse<String> send(Client client) throws Exception;
  }

  private final Server server = Container.TOMCAT_9.newServer();
  private final String file;
  private final Request request;
  private final String[] options;
  private Client client;

  AdvisedWar(String file, Request request, String... options) {
    this.file = file;
    this.request = request;
    this.options = options;
  }

  @Override
  public String rule() {
    return "";
  }

  @Override
  public void start(boolean redirected) throws Exception {
    server.start(List.of(ThirdPartyWar.of(file, "app")), options);
    client = new Client(server, "app");
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public void prepare() {}

  @Override
  public HttpResponse<String> requestSlowly() throws Exception {
    return request.send(client);
  }

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void hold() {}

  @Override
  public boolean isHeld() {
    return false;
  }

  @Override
  public void release() {}

  @Override
  public void close() throws Exception {
    Server.end(server);
    // CAS writes them into the folder that its server was started in.
    Files.deleteIfExists(Path.of("cas.log"));
    Files.deleteIfExists(Path.of("perfStats.log"));
  }
}
