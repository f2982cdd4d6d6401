package dev.offstage.agent.advise.code;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class files of applications: those of a running JVM, or of an archive. */
public interface ClassSource extends Closeable {
  /** Where the class lies. */
  Place place(String type);

  /** The class file, also one of the server or the JDK; null if there is none. */
  byte @Nullable [] read(String type) throws IOException;

  /**
   * The names of all classes that lie in these places, loaded or not.
   *
   * @throws IOException if a place cannot be listed
   */
  Collection<String> names(Set<Place> places) throws IOException;

  /** The descriptors and pages of the applications, by their paths: XML files and JSPs. */
  Map<String, String> texts() throws IOException;

  /** How many applications have the class. */
  int copies(String type);

  /** Whether they all have the same class file. */
  boolean isSameInAll(String type);
}
