package dev.offstage.benchmarks.startup;

/** Says hello, and calls as many marked methods as it is told. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Marked.callAll(Integer.parseInt(arguments[0]));
    System.out.println("hello");
  }
}
