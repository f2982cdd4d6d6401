package dev.offstage.agent.advise.safety;

import dev.offstage.agent.advise.code.Call;
import dev.offstage.agent.advise.code.FieldUse;
import dev.offstage.agent.advise.code.MethodCode;
import dev.offstage.agent.advise.code.Names;
import dev.offstage.agent.advise.code.Origin;
import dev.offstage.agent.advise.code.Program;
import dev.offstage.agent.advise.code.Site;
import dev.offstage.agent.advise.code.Targets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All code of the application that some code may lead to, through interfaces and closures, and what
 * it reads and writes that others may read and write.
 */
final class Reach {
  static final int MOST_METHODS = 20000;

  /** What a library calls its methods that write files, whose paths may be text. */
  private static final Pattern SAVES =
      Pattern.compile(
          "(save|store|write|export|dump|convert|render|generate|extract|unzip|unpack|download"
              + "|copy|move|delete)\\w*");

  final Set<String> reads = new HashSet<>();
  final Set<String> writes = new HashSet<>();
  boolean usesDatabase;
  boolean usesFiles;

  private final Program program;
  private final @Nullable Suspicion suspicion;
  private final Set<MethodCode> known = new HashSet<>();
  private final Queue<MethodCode> open = new ArrayDeque<>();
  private @Nullable String problem;

  /**
   * @param suspicion looks for what a task must not do; null if the code runs in the request
   */
  Reach(Program program, @Nullable Suspicion suspicion) {
    this.program = program;
    this.suspicion = suspicion;
  }

  /** Adds a method, with all that it leads to. */
  Reach add(MethodCode method) {
    enter(method);
    follow();
    return this;
  }

  /** Adds what a method still does when this call has returned. */
  Reach addAfter(Site site) {
    int first = site.caller.firstAfter(site.call);
    look(site.caller, first);
    follow();
    return this;
  }

  private void enter(MethodCode method) {
    if (known.size() >= MOST_METHODS) {
      blame("leads to more code than was looked through");
    } else if (program.origin(method.type.name) == Origin.APPLICATION && known.add(method)) {
      open.add(method);
    }
  }

  private void follow() {
    for (MethodCode next = open.poll(); next != null; next = open.poll()) {
      look(next, 0);
      if (suspicion != null && problem == null) {
        blame(suspicion.ofMethod(next));
      }
    }
  }

  private void blame(@Nullable String what) {
    if (problem == null) {
      problem = what;
    }
  }

  /** Why a task must not run the code; null if nothing was found. */
  @Nullable String problem() {
    return problem;
  }

  boolean isAllKnown() {
    return known.size() < MOST_METHODS;
  }

  private void look(MethodCode method, int first) {
    boolean changes = false;
    for (int position : method.arrayStores) {
      changes |= position >= first;
    }
    for (Call call : method.calls) {
      if (call.position >= first) {
        changes |= Containers.isChange(call) || isChangeOfLibrary(call);
        look(method, call);
      }
    }
    for (FieldUse field : method.fields) {
      if (field.position >= first) {
        if (field.name.startsWith("java.lang.System.")) {
          // What is printed there, nobody reads.
          continue;
        }
        boolean isOwn = method.isConstructor() && field.name.startsWith(method.type.name + ".");
        if (!field.isWrite) {
          reads.add(field.name);
        }
        if ((field.isWrite && !isOwn) || (changes && isContainer(field.descriptor))) {
          writes.add(field.name);
        }
      }
    }
  }

  /** A cache, an index, a model: what a library keeps, nobody sees. */
  private boolean isChangeOfLibrary(Call call) {
    return program.origin(call.owner) == Origin.LIBRARY && Containers.isNameOfChange(call.method);
  }

  private boolean isContainer(String descriptor) {
    return Containers.isOne(descriptor)
        || (descriptor.startsWith("L")
            && program.origin(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'))
                == Origin.LIBRARY);
  }

  private boolean usesFiles(Call call) {
    Origin origin = program.origin(call.owner);
    return Names.is("files", call.owner)
        || call.descriptor.contains("Ljava/io/File")
        || call.descriptor.contains("Ljava/nio/file/")
        || (origin != Origin.APPLICATION && call.method.endsWith("File"))
        || (origin == Origin.LIBRARY && SAVES.matcher(call.method).matches());
  }

  private void look(MethodCode method, Call call) {
    usesDatabase |= Names.is("database", call.owner);
    usesFiles |= usesFiles(call);
    Targets targets = program.targets(call);
    if (suspicion != null && problem == null) {
      blame(suspicion.ofCall(method, call, targets));
    }
    for (MethodCode target : targets.methods) {
      enter(target);
    }
  }
}
