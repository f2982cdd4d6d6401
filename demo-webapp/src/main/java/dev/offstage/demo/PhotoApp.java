package dev.offstage.demo;

import com.google.common.eventbus.EventBus;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servlets of the photo app share. Lives as long as the webapp. */
public final class PhotoApp implements ServletContextListener {
  /** The context attribute with the port of the demo's own image server. */
  static final String PORT = "demo.port";

  /** The name of the library's setting that says where durable tasks are kept. */
  static final String STORE = "offstage.store";

  private static final Logger LOG = LoggerFactory.getLogger(PhotoApp.class);
  private static final int MOST_FINISHED = 1000;

  private @Nullable Parts parts;

  /** The shared objects. */
  record Parts(
      OwnImages ownImages,
      SafeHttp http,
      Path folder,
      ImageService images,
      Photos photos,
      Downloads downloads,
      BackgroundDownloads backgroundDownloads,
      EventBus events,
      boolean hasStore) {}

  static Parts of(ServletContext context) {
    return (Parts) Objects.requireNonNull(context.getAttribute(PhotoApp.class.getName()));
  }

  /** Set by the agent when it is attached. */
  static @Nullable String agentVersion() {
    return System.getProperty("dev.offstage.agent.version");
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    OwnImages own = new OwnImages((Integer) context.getAttribute(PORT));
    SafeHttp http =
        new SafeHttp(own, new AddressGuard(InetAddress::getAllByName), SafeHttp.Limits.DEFAULT);
    ImageService images = new ImageService(http);
    Downloads downloads = new Downloads(images);
    EventBus events = new EventBus();
    events.register(new DownloadOnEvent(downloads));
    boolean hasStore = context.getInitParameter(STORE) != null;
    // A photo of a process that was killed keeps its number, which no new one must have.
    long lastId = hasStore ? System.currentTimeMillis() : 0;
    try {
      Path folder = Files.createTempDirectory("offstage-demo-");
      parts =
          new Parts(
              own,
              http,
              folder,
              images,
              new Photos(folder, MOST_FINISHED, lastId),
              downloads,
              new BackgroundDownloads(images),
              events,
              hasStore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.setAttribute(PhotoApp.class.getName(), parts);
    DurableDownloads.of(parts);
    warmUp();
  }

  private static void warmUp() {
    Photo example =
        new Photo(
            0, "legacy", HttpUrl.get("http://localhost/"), Path.of("0.png"), System::nanoTime);
    try {
      Answers.warmUp(example.view());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Called after Offstage has drained: its filter is destroyed before listeners are told. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (parts == null) {
      return;
    }
    long unfinished = parts.photos().unfinished();
    if (unfinished > 0) {
      LOG.warn("{} photos were not finished in time", unfinished);
    }
    try {
      DurableDownloads.of(null);
      parts.http().close();
      List<Path> files;
      try (Stream<Path> list = Files.list(parts.folder())) {
        files = list.toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(parts.folder());
    } catch (IOException e) {
      LOG.warn("Temporary files are left in {}", parts.folder(), e);
    }
  }
}
