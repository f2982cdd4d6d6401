package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Site;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Whether a method may have its parameters, and its own object, to itself while it runs later. */
final class Parameters {
  private final Program program;
  private final Values values;
  private final HandOver handOver;

  Parameters(Program program, Values values) {
    this.program = program;
    this.values = values;
    this.handOver = new HandOver(program, values);
  }

  @Nullable String problem(MethodCode method, Iterable<Site> calls) {
    Type[] types = method.parameters();
    for (int i = 0; i < types.length; i++) {
      String name = types[i].getClassName();
      if (!values.isValue(types[i]) && !Values.isRequest(name)) {
        boolean isClosed = Values.isOfRequest(name) || values.holdsRequest(name);
        if (isClosed || !isGivenAway(calls, types.length - 1 - i)) {
          return "it takes a " + name + ", " + (isClosed ? HOLDS : SHARED);
        }
      }
    }
    return method.isStatic() ? null : problemOfObject(method, calls, types.length);
  }

  private static final String HOLDS = "which has to do with the request itself";
  private static final String SHARED = "which its caller may use, fill or read at the same time";

  private @Nullable String problemOfObject(MethodCode method, Iterable<Site> calls, int operand) {
    String type = method.type.name;
    if (values.holdsRequest(type)) {
      return "its object holds a request, response or session";
    }
    // The application's own code is looked through instead: what it shares with its callers shows.
    if (program.origin(type) == Origin.LIBRARY && !isGivenAway(calls, operand)) {
      return "its object, a " + type + ", is not known to be used by nobody else";
    }
    return null;
  }

  /** By all callers that there are, and there is one. */
  private boolean isGivenAway(Iterable<Site> calls, int operand) {
    boolean isAny = false;
    for (Site site : calls) {
      isAny = true;
      if (site.caller.isSynthetic() || !handOver.givesAway(site, operand)) {
        return false;
      }
    }
    return isAny;
  }
}
