package dev.offstage.internal.codec;

import java.net.URL;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What is hashed when it comes back must not ask the network. */
final class Keys {
  private Keys() {}

  /**
   * Checks an element of a set or a key of a map.
   *
   * @throws NotStorableException if there is a URL in it: its hashCode looks up the host
   */
  static void check(String path, Shape shape) {
    if (hasUrl(shape, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      throw Registration.refused(
          path, URL.class, "its hashCode would look up the host; use URI in sets and for keys");
    }
  }

  private static boolean hasUrl(Shape shape, Set<Shape> seen) {
    if (shape.type == URL.class) {
      return true;
    }
    if (seen.add(shape)) {
      for (Shape part : shape.parts()) {
        if (hasUrl(part, seen)) {
          return true;
        }
      }
    }
    return false;
  }
}
