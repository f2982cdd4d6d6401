package dev.offstage.agent.advise;

/**
 * One call in a request, by names only: it is kept while the advisor watches and must not keep any
 * class alive.
 */
final class Frame {
  final String type;
  final String method;

  /** The line of the method that calls the next frame; not positive if unknown. */
  final int line;

  /** Whether the server or a framework called it, and not code of the application. */
  final boolean fromServer;

  Frame(StackTraceElement element, boolean fromServer) {
    this.type = element.getClassName();
    this.method = element.getMethodName();
    this.line = element.getLineNumber();
    this.fromServer = fromServer;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Frame)) {
      return false;
    }
    Frame that = (Frame) other;
    return line == that.line
        && fromServer == that.fromServer
        && method.equals(that.method)
        && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return (type.hashCode() * 31 + method.hashCode()) * 31 + line;
  }

  @Override
  public String toString() {
    return (fromServer ? "server > " : "") + type + "#" + method + ":" + line;
  }
}
