package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.ClassSource;
import dev.offstage.agent.advise.code.Place;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** A source of which some classes lie in a jar. */
final class JarSource implements ClassSource {
  private static final Place JAR = new Place(Place.Kind.JAR, "library.jar");

  private final ClassSource all;
  private final String beginning;

  /**
   * @param beginning that of the names of these classes
   */
  JarSource(ClassSource all, String beginning) {
    this.all = all;
    this.beginning = beginning;
  }

  @Override
  public Place place(String type) {
    return type.startsWith(beginning) ? JAR : all.place(type);
  }

  @Override
  public byte[] read(String type) throws IOException {
    return all.read(type);
  }

  @Override
  public Collection<String> names(Set<Place> places) throws IOException {
    return all.names(places);
  }

  @Override
  public Map<String, String> texts() throws IOException {
    return all.texts();
  }

  @Override
  public int copies(String type) {
    return all.copies(type);
  }

  @Override
  public boolean isSameInAll(String type) {
    return all.isSameInAll(type);
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
