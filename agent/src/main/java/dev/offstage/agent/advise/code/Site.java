package dev.offstage.agent.advise.code;

/** A call, and the method that it is in. Immutable. */
public final class Site {
  public final MethodCode caller;
  public final Call call;

  public Site(MethodCode caller, Call call) {
    this.caller = caller;
    this.call = call;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Site && ((Site) other).caller == caller && ((Site) other).call == call;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(caller) * 31 + System.identityHashCode(call);
  }

  @Override
  public String toString() {
    return caller + ": " + call;
  }
}
