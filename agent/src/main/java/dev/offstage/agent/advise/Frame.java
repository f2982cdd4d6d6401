package dev.offstage.agent.advise;

/**
 * One call in a request, by names only: it is kept while the advisor watches and must not keep any
 * class alive. Immutable.
 */
final class Frame {
  final String type;
  final String method;

  /** The line of the method that calls the next frame; not positive if unknown or of no use. */
  final int line;

  Frame(String type, String method, int line) {
    this.type = type;
    this.method = method;
    this.line = line;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Frame)) {
      return false;
    }
    Frame that = (Frame) other;
    return line == that.line && method.equals(that.method) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return (type.hashCode() * 31 + method.hashCode()) * 31 + line;
  }

  @Override
  public String toString() {
    return type + "#" + method + ":" + line;
  }
}
