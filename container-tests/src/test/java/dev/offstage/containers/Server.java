package dev.offstage.containers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own. */
interface Server extends AutoCloseable {
  /** The API of its webapps. */
  ServletApi api();

  /** Puts the jars of this folder beside the server's own, before it starts. */
  void addLibraries(Path folder);

  /** Starts with these webapps, and returns when those that can be deployed are. */
  void start(List<? extends Deployable> wars, String... jvmArgs) throws Exception;

  /** Puts one more webapp in while the server runs; does not wait for it. */
  void deploy(Deployable war) throws Exception;

  /** Takes a webapp away while the server goes on; does not wait for the end of it. */
  void undeploy(String name) throws Exception;

  /** Makes a webapp anew, as after a change of its file; does not wait for it. */
  void redeploy(String name) throws Exception;

  /** Where the server is, with a slash at the end. */
  URI baseUri();

  /** The id of its process. */
  long pid();

  /** Every line that it has written so far. */
  List<String> log();

  /** The names of the files in its folder for temporary ones. */
  List<String> temporaryFiles() throws Exception;

  /** Asks it to stop, as an operator does, and does not wait. */
  void terminate();

  /** The same as with Ctrl-C. */
  void interrupt() throws Exception;

  /** Waits for its end. */
  void awaitExit() throws Exception;

  /** Ends it, whatever it does. */
  @Override
  void close();

  /**
   * The same at the end of a test. Without a JDK to run on there is no server, and what says so
   * must not be hidden by another error.
   */
  static void end(Server server) {
    if (server != null) {
      server.close();
    }
  }
}
