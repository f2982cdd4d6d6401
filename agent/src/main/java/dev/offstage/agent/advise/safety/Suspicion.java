package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.Flow;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Targets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What code must not do in a task: use what belongs to the thread of its request, change what it
 * was given, or call what nobody can look into. Each answer is a sentence without its subject, or
 * null.
 */
final class Suspicion {
  private static final List<String> CLOSURES =
      Arrays.asList("java.lang.Runnable", "java.util.concurrent.Callable");
  private static final List<String> OF_FUNCTION =
      Arrays.asList("apply", "accept", "get", "test", "run", "call");
  private static final List<String> OF_ANY_THREAD =
      Arrays.asList(
          "getContextClassLoader",
          "setContextClassLoader",
          "interrupt",
          "isInterrupted",
          "getName",
          "setName",
          "getStackTrace");
  private static final List<String> COMMITS =
      Arrays.asList("commit", "rollback", "setRollbackOnly", "setAutoCommit");

  private final Program program;
  private final ThreadLocals threadLocals;

  Suspicion(Program program, ThreadLocals threadLocals) {
    this.program = program;
    this.threadLocals = threadLocals;
  }

  @Nullable String ofMethod(MethodCode method) {
    for (String annotation : method.type.annotations) {
      if (Names.is("scoped", annotation)) {
        return "uses "
            + method.type.name
            + ", which has an object for each request or session ("
            + annotation
            + ")";
      }
    }
    return changesGiven(method);
  }

  /** A collection, array or stream that a method has not made itself belongs to somebody. */
  private @Nullable String changesGiven(MethodCode method) {
    boolean isSuspect = false;
    for (Call call : method.calls) {
      isSuspect |= Containers.isChange(call);
    }
    if (!isSuspect) {
      return null;
    }
    Flow flow = Flow.of(program, method);
    if (flow == null) {
      return "leads to " + method.signature() + ", whose code cannot be understood";
    }
    for (Call call : method.calls) {
      if (Containers.isChange(call) && flow.at(call.position) instanceof MethodInsnNode) {
        for (int maker : flow.makers(call.position, changed(call, flow))) {
          if (maker < 0) {
            return "changes what it is given in " + method.signature();
          }
          if (isOfApplication(flow.at(maker))) {
            return "changes what another object has in " + method.signature();
          }
        }
      }
    }
    return null;
  }

  /** The object of a call, or what a helper such as {@code Collections.sort} is given first. */
  private static int changed(Call call, Flow flow) {
    MethodInsnNode insn = (MethodInsnNode) flow.at(call.position);
    return Math.max(Flow.receiver(insn), Type.getArgumentTypes(insn.desc).length - 1);
  }

  /** Made by a call of the application; what the JDK makes is new, as an iterator is. */
  private boolean isOfApplication(AbstractInsnNode maker) {
    return maker instanceof MethodInsnNode
        && program.origin(((MethodInsnNode) maker).owner.replace('/', '.')) == Origin.APPLICATION;
  }

  @Nullable String ofCall(MethodCode method, Call call, Targets targets) {
    String in = " in " + method.signature();
    if (threadLocals.isUsed(method, call)) {
      return "uses a ThreadLocal" + in + ", which a task does not have";
    }
    if ("thread".equals(Names.longest(call.owner, "thread", "quiet"))
        && !call.owner.startsWith("java.lang.")) {
      return "uses " + call.owner + in + ", which belongs to the request's thread";
    }
    String thread = ofThread(method, call);
    if (thread != null) {
      return thread + in;
    }
    if (call.owner.equals("java.lang.System") && call.method.matches("(set|clear)[A-Z]\\w*")) {
      return "changes what all of the JVM has" + in;
    }
    if (COMMITS.contains(call.method)
        && program.origin(call.owner) != Origin.LIBRARY
        && call.way == Call.Way.VIRTUAL) {
      return "ends a transaction" + in;
    }
    if (call.owner.startsWith("java.lang.reflect.Method") && call.method.equals("invoke")) {
      return "calls by reflection" + in;
    }
    if (call.way == Call.Way.CLOSURE) {
      return null;
    }
    if (isClosure(call)) {
      return "runs a closure that it is given" + in;
    }
    if (Values.isOfRequest(call.owner)) {
      return ofRequestCall(call, in);
    }
    if (targets.isUnknown()) {
      return "calls " + call.owner + "#" + call.method + in + ", whose code is not known";
    }
    return ofOutside(call, targets, in);
  }

  /** What says by its name, or by what is done with it, that it depends on the thread. */
  private @Nullable String ofThread(MethodCode method, Call call) {
    if (call.owner.equals("java.lang.Thread") && call.method.equals("currentThread")) {
      Call next = null;
      for (Call each : method.calls) {
        next = next == null && each.position > call.position ? each : next;
      }
      return next != null
              && next.owner.equals("java.lang.Thread")
              && OF_ANY_THREAD.contains(next.method)
          ? null
          : "looks which thread it runs in";
    }
    boolean isOfThread =
        program.origin(call.owner) == Origin.LIBRARY
            && call.way == Call.Way.EXACT
            && (call.method.matches("(get|set|peek)?[cC]urrent([A-Z]\\w*)?")
                || call.owner.matches(".*(Holder|ThreadLocal\\w*|ThreadContext)"));
    return isOfThread
        ? "uses " + call.owner + "#" + call.method + ", which belongs to the request's thread,"
        : null;
  }

  private static boolean isClosure(Call call) {
    return call.way == Call.Way.VIRTUAL
        && (CLOSURES.contains(call.owner) || call.owner.startsWith("java.util.function."))
        && (OF_FUNCTION.contains(call.method) || call.method.startsWith("apply"));
  }

  /** Of a copy of a request everything can be asked, and nothing changed. */
  private static @Nullable String ofRequestCall(Call call, String in) {
    boolean isRequest = call.owner.endsWith("ServletRequest") || call.owner.endsWith("Cookie");
    boolean isQuestion = call.method.matches("(get|is)\\w*|<init>|toString|hashCode|equals");
    return isRequest && isQuestion && !call.method.matches("getRequestDispatcher|isUserInRole")
        ? null
        : "calls " + call.owner + "#" + call.method + in + ", which takes the request itself";
  }

  private @Nullable String ofOutside(Call call, Targets targets, String in) {
    String outside = targets.outside();
    if (outside == null
        || outside.startsWith("[")
        || outside.startsWith("java.lang.")
        || program.origin(outside) != Origin.RUNTIME
        || "quiet".equals(Names.longest(outside, "thread", "quiet"))) {
      return null;
    }
    boolean isGenerated = Origins.isGenerated(outside);
    return isGenerated
        ? "calls " + outside + in + ", which was made at run time"
        : "calls " + outside + "#" + call.method + in + ", which may need the request's thread";
  }
}
