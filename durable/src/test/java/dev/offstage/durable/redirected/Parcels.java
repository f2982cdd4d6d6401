package dev.offstage.durable.redirected;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;

/** Code that knows nothing of Offstage: a rule says that its calls are durable. */
public final class Parcels {
  private Parcels() {}

  /** Writes down which thread it is on; a parcel that is heavy ends the process. */
  public static void send(String id, int grams) throws IOException {
    Path file = Paths.get(System.getProperty("parcels"));
    Files.write(
        file,
        (id + " " + grams + " " + Thread.currentThread().getName() + "\n")
            .getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (Boolean.getBoolean("crash")) {
      Runtime.getRuntime().halt(9);
    }
  }
}
