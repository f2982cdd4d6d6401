package dev.offstage.agent.advise.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of applications: which method calls which, also through interfaces and closures. Reads
 * each class file once, and a bounded number of them. Not thread-safe.
 */
public final class Program {
  /** Some 100 MB of classes; what is kept of them is a tenth of that. */
  static final int MOST_TYPES = 15000;

  private final ClassSource source;
  private final Origins origins;
  private final Map<String, @Nullable TypeCode> types = new HashMap<>();
  private final Map<String, List<TypeCode>> below = new HashMap<>();
  private final Map<String, List<Site>> sites = new HashMap<>();
  private final Map<String, List<Site>> closures = new HashMap<>();
  private boolean complete = true;

  public Program(ClassSource source, Origins origins) {
    this.source = source;
    this.origins = origins;
  }

  /** Reads these classes, as far as they are the application's. */
  public void index(Collection<String> names) {
    for (String name : new HashSet<>(names)) {
      if (origins.of(name) == Origin.APPLICATION) {
        TypeCode type = type(name);
        if (type == null) {
          // A class that nobody can read may do anything, but generated ones are a matter of
          // course.
          complete &= types.size() < MOST_TYPES;
        } else {
          index(type);
        }
      }
    }
  }

  private void index(TypeCode type) {
    for (String above : type.above()) {
      below.computeIfAbsent(above, key -> new ArrayList<>()).add(type);
    }
    for (MethodCode method : type.methods) {
      for (Call call : method.calls) {
        Site site = new Site(method, call);
        sites.computeIfAbsent(call.method + call.descriptor, key -> new ArrayList<>()).add(site);
        if (call.way == Call.Way.CLOSURE) {
          closures.computeIfAbsent(call.closure, key -> new ArrayList<>()).add(site);
        }
      }
    }
  }

  /** Whether all classes were read. */
  public boolean isComplete() {
    return complete;
  }

  public ClassSource source() {
    return source;
  }

  public Origin origin(String type) {
    return origins.of(type);
  }

  /** The class; null if it has no class file that can be read, or too many were read. */
  public @Nullable TypeCode type(String name) {
    if (!types.containsKey(name)) {
      if (types.size() >= MOST_TYPES) {
        return null;
      }
      types.put(name, read(name));
    }
    return types.get(name);
  }

  private @Nullable TypeCode read(String name) {
    try {
      byte[] classFile = source.read(name);
      return classFile == null ? null : CodeReader.read(classFile);
    } catch (IOException | RuntimeException e) {
      // Made at run time, of a newer Java, or its jar is gone or broken.
      return null;
    }
  }

  /** All classes of the application that extend or implement this one, directly or not. */
  public Set<TypeCode> below(String type) {
    Set<TypeCode> found = new HashSet<>();
    addBelow(type, found);
    return found;
  }

  private void addBelow(String type, Set<TypeCode> found) {
    for (TypeCode next : below.getOrDefault(type, new ArrayList<>())) {
      if (found.add(next)) {
        addBelow(next.name, found);
      }
    }
  }

  /** Whether a class is another one, or extends or implements it. */
  public boolean isA(String type, String above) {
    if (type.equals(above)) {
      return true;
    }
    TypeCode code = origins.of(type) == Origin.RUNTIME ? null : type(type);
    if (code != null) {
      for (String next : code.above()) {
        if (isA(next, above)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The methods that a call may reach. */
  public Targets targets(Call call) {
    Targets targets = new Targets();
    addDeclared(call.owner, call, targets);
    if (call.way == Call.Way.VIRTUAL && !call.owner.equals("java.lang.Object")) {
      Set<TypeCode> receivers = below(call.owner);
      for (TypeCode type : receivers) {
        addConcrete(type.method(call.method, call.descriptor), targets);
      }
      addClosures(call.owner, targets);
      for (TypeCode type : receivers) {
        addClosures(type.name, targets);
      }
    }
    return targets;
  }

  private void addClosures(String closure, Targets targets) {
    for (Site site : closures.getOrDefault(closure, new ArrayList<>())) {
      addDeclared(site.call.owner, site.call, targets);
    }
  }

  /** Adds the method of the class itself, or of one above. */
  private boolean addDeclared(String owner, Call call, Targets targets) {
    if (origins.of(owner) != Origin.APPLICATION) {
      targets.outside = owner;
      return !owner.equals("java.lang.Object");
    }
    TypeCode type = type(owner);
    if (type == null) {
      return false;
    }
    MethodCode method = type.method(call.method, call.descriptor);
    if (method != null) {
      addConcrete(method, targets);
      return true;
    }
    String before = targets.outside;
    for (String above : type.above()) {
      targets.outside = before;
      if (addDeclared(above, call, targets)) {
        return true;
      }
    }
    return false;
  }

  private static void addConcrete(@Nullable MethodCode method, Targets targets) {
    if (method != null && !method.isAbstract()) {
      targets.methods.add(method);
    }
  }

  /** The calls that may mean a method, those through what the compiler made between included. */
  public Set<Site> callsOf(MethodCode method) {
    Set<Site> found = new HashSet<>();
    addCallsOf(method, found, new HashSet<>());
    return found;
  }

  private void addCallsOf(MethodCode method, Set<Site> found, Set<MethodCode> known) {
    if (!known.add(method)) {
      return;
    }
    for (Site site : sites.getOrDefault(method.name + method.descriptor, new ArrayList<>())) {
      if (!isRelated(site.call, method)) {
        continue;
      }
      if (site.caller.isPassage()) {
        addCallsOf(site.caller, found, known);
      } else {
        found.add(site);
      }
    }
  }

  private boolean isRelated(Call call, MethodCode method) {
    String type = method.type.name;
    boolean isBelow = isA(call.owner, type);
    return call.way == Call.Way.VIRTUAL ? isBelow || isA(type, call.owner) : isBelow;
  }
}
