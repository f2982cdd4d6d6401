package dev.offstage.containers;

import java.net.http.HttpResponse;

/**
 * An application that nobody here wrote, with a request of it that is slow, and a way to hold up
 * what the request waits for. One object for one run of a server.
 */
interface ThirdPartyApp extends AutoCloseable {
  /** The line that redirects the slow method. */
  String rule();

  /** Starts the server with this application in it, and no other. */
  void start(boolean redirected) throws Exception;

  Server server();

  /** Makes something to do for the slow request. */
  void prepare() throws Exception;

  HttpResponse<String> requestSlowly() throws Exception;

  /** Whether the work of every slow request so far is there for users to see. */
  boolean isDone() throws Exception;

  /** From now on the slow work comes to a halt until it is released. */
  void hold() throws Exception;

  /** Whether slow work is at a halt now. */
  boolean isHeld();

  void release() throws Exception;

  @Override
  void close() throws Exception;
}
