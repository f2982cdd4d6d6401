package dev.offstage.agent.cli;

import dev.offstage.agent.advise.Folders;
import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.advise.code.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.utility.StreamDrainer;
import org.jspecify.annotations.Nullable;

/** The classes of what is in an archive: of a class that several modules have, the first one. */
final class ArchiveSource implements ClassSource {
  private static final String SUFFIX = ".class";

  private final Archive archive;
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private ArchiveSource(Archive archive) {
    this.archive = archive;
  }

  static ArchiveSource of(Archive archive) throws IOException {
    ArchiveSource source = new ArchiveSource(archive);
    int number = 0;
    for (Deployment deployment : archive.deployments()) {
      for (Path folder : deployment.sources()) {
        source.add(folder, placeOf(folder, deployment, number++));
      }
    }
    return source;
  }

  private static Place placeOf(Path folder, Deployment deployment, int number) {
    boolean isOwn =
        folder.equals(deployment.root())
            || folder.toString().matches(".*-INF[/\\\\]classes[/\\\\]?");
    return new Place(isOwn ? Place.Kind.CLASSES : Place.Kind.JAR, deployment.name() + "!" + number);
  }

  private void add(Path folder, Place place) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(SUFFIX) && !path.startsWith("META-INF/") && !path.contains("-INF/")) {
          String name = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
          if (files.putIfAbsent(name, file) == null) {
            places.put(name, place);
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Place place(String type) {
    return places.getOrDefault(type, Place.OUTSIDE);
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  public byte @Nullable [] read(String type) throws IOException {
    Path file = files.get(type);
    if (file != null) {
      return Files.readAllBytes(file);
    }
    String path = type.replace('.', '/') + SUFFIX;
    try (InputStream in = ClassLoader.getSystemResourceAsStream(path)) {
      return in == null ? null : StreamDrainer.DEFAULT.drain(in);
    }
  }

  @Override
  public Collection<String> names(Set<Place> seen) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Place> place : places.entrySet()) {
      if (place.getValue().kind == Place.Kind.CLASSES || seen.contains(place.getValue())) {
        names.add(place.getKey());
      }
    }
    return names;
  }

  @Override
  public Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Deployment deployment : archive.deployments()) {
      Folders.addTexts(deployment.root(), texts);
    }
    return texts;
  }

  @Override
  public int copies(String type) {
    return files.containsKey(type) ? 1 : 0;
  }

  @Override
  public boolean isSameInAll(String type) {
    return true;
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
