package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.Path;

/** What a server can be started with. */
interface Deployable {
  /** Writes it, as a WAR, into the folder that the server deploys from. */
  Path writeTo(Path folder, ServletApi api) throws IOException;
}
