package dev.offstage.agent.advise.code;

import dev.offstage.agent.weave.GeneratedProxies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whose code a class is, by where it lies: what is in WEB-INF/classes was written for the
 * application, and what is in one of its jars belongs to it unless the names of libraries and
 * frameworks say otherwise. Not thread-safe.
 */
public final class Origins {
  private final ClassSource source;
  private final List<String> own;
  private final Map<String, Origin> known = new HashMap<>();
  private final Set<Place> ownJars = new HashSet<>();

  /**
   * @param own the beginnings of the names that are the application's in any case
   */
  public Origins(ClassSource source, Collection<String> own) {
    this.source = source;
    this.own = new ArrayList<>(own);
  }

  /**
   * Settles what is the application where names say that all of it is somebody else's: the jars of
   * the classes that answer requests, such as H2's console.
   *
   * @param seen for each stack the classes that were seen, the outermost first
   */
  public void settle(Collection<List<String>> seen) {
    Set<Place> outermost = new HashSet<>();
    for (List<String> stack : seen) {
      boolean isFirst = true;
      for (String type : stack) {
        if (of(type) == Origin.APPLICATION && !isJsp(type)) {
          return;
        }
        Place place = source.place(type);
        if (isFirst && place.kind == Place.Kind.JAR && !isGenerated(type)) {
          outermost.add(place);
          isFirst = false;
        }
      }
    }
    ownJars.addAll(outermost);
    known.clear();
  }

  public Origin of(String type) {
    return known.computeIfAbsent(type, this::find);
  }

  private Origin find(String type) {
    for (String beginning : own) {
      if (type.startsWith(beginning)) {
        return Origin.APPLICATION;
      }
    }
    String word = Names.longest(type, "platform", "server", "framework", "library", "jsp");
    if (isGenerated(type) || "platform".equals(word)) {
      return Origin.RUNTIME;
    }
    if ("jsp".equals(word)) {
      return Origin.APPLICATION;
    }
    Place place = source.place(type);
    if (place.kind == Place.Kind.OUTSIDE) {
      return Origin.RUNTIME;
    }
    if (place.kind == Place.Kind.CLASSES || ownJars.contains(place) || word == null) {
      return Origin.APPLICATION;
    }
    return word.equals("library") ? Origin.LIBRARY : Origin.RUNTIME;
  }

  /** A page, compiled by the server. */
  public static boolean isJsp(String type) {
    return Names.is("jsp", type);
  }

  /** Made at run time by a framework. */
  public static boolean isGenerated(String type) {
    return GeneratedProxies.hasName(type);
  }
}
