package dev.offstage.benchmarks.classfiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server in a JVM of its own that has loaded its classes. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final OutputStream in;
  private final long loadingMillis;
  private final String version;

  ServerProcess(List<String> command, int classes) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in = process.getOutputStream();
    String[] loaded = String.valueOf(out.readLine()).split(" ", -1);
    if (loaded.length < 3 || Integer.parseInt(loaded[1]) != classes) {
      close();
      throw new IllegalStateException(command + " has not loaded " + classes + " classes");
    }
    loadingMillis = Long.parseLong(loaded[0]);
    version = loaded[2];
  }

  long loadingMillis() {
    return loadingMillis;
  }

  String version() {
    return version;
  }

  String pid() {
    return String.valueOf(process.pid());
  }

  long cpuMillis() throws IOException {
    in.write('\n');
    in.flush();
    return Long.parseLong(out.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
