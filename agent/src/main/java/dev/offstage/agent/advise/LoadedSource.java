package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Place;
import dev.offstage.agent.weave.ClassFiles;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The classes of a running JVM, as their loaders see them. */
final class LoadedSource implements ClassSource {
  private final ClassFiles files = new ClassFiles();
  private final LoadedTypes types;
  private final Map<String, Place> places = new HashMap<>();

  LoadedSource(Class<?>[] loaded) {
    types = new LoadedTypes(loaded);
  }

  @Override
  public Place place(String type) {
    return places.computeIfAbsent(type, this::find);
  }

  private Place find(String name) {
    List<Class<?>> known = types.of(name);
    if (!known.isEmpty()) {
      return Locations.place(known.get(0), types);
    }
    String path = name.replace('.', '/') + ".class";
    for (ClassLoader loader : loaders()) {
      URL url = loader.getResource(path);
      if (url != null) {
        return Locations.placeOfFile(url.toString(), path, types);
      }
    }
    return Place.OUTSIDE;
  }

  /** Those that see an application. */
  private Collection<ClassLoader> loaders() {
    return types.inServer()
        ? types.webapps()
        : Collections.singleton(ClassLoader.getSystemClassLoader());
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // empty would be a broken class file
  public byte @Nullable [] read(String name) throws IOException {
    for (Class<?> type : types.of(name)) {
      byte[] classFile = files.read(type.getClassLoader(), name);
      if (classFile != null) {
        return classFile;
      }
    }
    for (ClassLoader loader : types.webapps()) {
      byte[] classFile = files.read(loader, name);
      if (classFile != null) {
        return classFile;
      }
    }
    return files.read(ClassLoader.getSystemClassLoader(), name);
  }

  @Override
  public Collection<String> names(Set<Place> seen) throws IOException {
    Set<Place> wanted = new HashSet<>(seen);
    Set<String> names = new TreeSet<>();
    for (String name : types.names()) {
      Place place = place(name);
      if (place.kind == Place.Kind.CLASSES) {
        wanted.add(place);
      }
      if (wanted.contains(place) || Origins.isJsp(name)) {
        names.add(name);
      }
    }
    for (Place place : wanted) {
      if (place.path.startsWith("file:")) {
        Folders.addClasses(Locations.file(place.path), files, names);
      }
    }
    return names;
  }

  @Override
  public Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Set<File> roots = new HashSet<>();
    for (String name : types.names()) {
      String path = place(name).path;
      int end = path.indexOf("/WEB-INF/");
      if (path.startsWith("file:") && end > 0) {
        roots.add(Locations.file(path.substring(0, end)));
      } else if (path.startsWith("file:") && path.endsWith("/")) {
        roots.add(Locations.file(path));
      }
    }
    for (File root : roots) {
      if (root.isDirectory()) {
        Folders.addTexts(root.toPath(), texts);
      }
    }
    return texts;
  }

  @Override
  public int copies(String type) {
    return types.of(type).size();
  }

  @Override
  public boolean isSameInAll(String type) {
    List<Class<?>> copies = new ArrayList<>(types.of(type));
    try {
      for (int i = 1; i < copies.size(); i++) {
        byte[] first = files.read(copies.get(0).getClassLoader(), type);
        if (!Arrays.equals(first, files.read(copies.get(i).getClassLoader(), type))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
