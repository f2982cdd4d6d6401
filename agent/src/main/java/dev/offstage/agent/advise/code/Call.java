package dev.offstage.agent.advise.code;

import org.objectweb.asm.Type;

/** A call in the code of a method, or a method that a closure made there will call. Immutable. */
public final class Call {
  /** How the method is found that a call means. */
  public enum Way {
    /** The one of the class that the call names. */
    EXACT,
    /** That of the object's class. */
    VIRTUAL,
    /** None is called here: a closure is made that will. */
    CLOSURE
  }

  /** What becomes of the result. */
  public enum Result {
    /** It is needed, or may be. */
    USED,
    /** It is dropped right away, or there is none. */
    IGNORED,
    /** The same, and the caller itself then returns right away, with nothing. */
    LAST
  }

  /** The class's name as in source, with dots. */
  public final String owner;

  public final String method;
  public final String descriptor;
  public final Way way;
  public final Result result;

  /** 0 if the class file has no line numbers. */
  public final int line;

  /** The index of the instruction in its method. */
  public final int position;

  /** Whether the caller has a lock at that moment. */
  public final boolean underLock;

  /** Whether the caller does something about what the call throws, other than to log it. */
  public final boolean failureIsHandled;

  /** For a closure: the interface that it implements; else empty. */
  public final String closure;

  Call(Builder builder) {
    this.owner = builder.owner.replace('/', '.');
    this.method = builder.method;
    this.descriptor = builder.descriptor;
    this.way = builder.way;
    this.result = builder.result;
    this.line = builder.line;
    this.position = builder.position;
    this.underLock = builder.underLock;
    this.failureIsHandled = builder.failureIsHandled;
    this.closure = builder.closure;
  }

  static final class Builder {
    String owner = "";
    String method = "";
    String descriptor = "";
    Way way = Way.VIRTUAL;
    Result result = Result.USED;
    int line;
    int position;
    boolean underLock;
    boolean failureIsHandled;
    String closure = "";
  }

  public boolean isResultUsed() {
    return result == Result.USED;
  }

  /** By name and number of arguments: a call through an interface may have other, wider types. */
  public boolean mayMean(MethodCode called) {
    return method.equals(called.name)
        && (descriptor.equals(called.descriptor)
            || Type.getArgumentTypes(descriptor).length == called.parameters().length);
  }

  @Override
  public String toString() {
    return owner + "#" + method + descriptor;
  }
}
