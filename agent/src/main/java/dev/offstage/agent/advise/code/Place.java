package dev.offstage.agent.advise.code;

/** Where a class file lies. */
public final class Place {
  /** How a place belongs to an application. */
  public enum Kind {
    /** The classes that were written for it: WEB-INF/classes, or a folder of classes. */
    CLASSES,
    /** One of its jars. */
    JAR,
    /** The server, the JDK or nowhere: not a part of it. */
    OUTSIDE
  }

  public static final Place OUTSIDE = new Place(Kind.OUTSIDE, "");

  public final Kind kind;

  /** Distinguishes one folder or jar from another. */
  public final String path;

  public Place(Kind kind, String path) {
    this.kind = kind;
    this.path = path;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place
        && ((Place) other).kind == kind
        && ((Place) other).path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + path;
  }
}
