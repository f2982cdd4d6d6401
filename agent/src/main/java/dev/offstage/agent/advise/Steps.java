package dev.offstage.agent.advise;

import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Origins;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.TypeCode;
import dev.offstage.agent.advise.safety.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps out of frames: of the application all, of a library only what the application calls.
 * What stands between them is remembered.
 */
final class Steps {
  private final Program program;

  Steps(Program program) {
    this.program = program;
  }

  List<Step> of(List<Frame> frames) {
    List<Step> steps = new ArrayList<>();
    Origin caller = Origin.RUNTIME;
    boolean inTransaction = false;
    boolean fromServer = true;
    String through = null;
    for (Frame frame : frames) {
      Origin origin = program.origin(frame.type);
      inTransaction |= Names.is("transaction", frame.type);
      MethodCode method =
          origin == Origin.APPLICATION || (origin == Origin.LIBRARY && caller == Origin.APPLICATION)
              ? method(frame)
              : null;
      if (method != null) {
        steps.add(
            new Step(
                method, frame.line, origin == Origin.LIBRARY, fromServer, through, inTransaction));
        fromServer = false;
        through = null;
      } else {
        boolean isPlumbing = Origins.isGenerated(frame.type) || isPlumbing(frame.type);
        through = through == null && !isPlumbing ? frame.type : through;
        fromServer |= origin == Origin.RUNTIME && !isPlumbing;
      }
      caller = origin;
    }
    return steps;
  }

  private static boolean isPlumbing(String type) {
    return "plumbing".equals(Names.longest(type, "plumbing", "around"));
  }

  private @Nullable MethodCode method(Frame frame) {
    TypeCode type = program.type(frame.type);
    return type == null ? null : type.seen(frame.method, frame.line);
  }
}
