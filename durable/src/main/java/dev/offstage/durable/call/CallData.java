package dev.offstage.durable.call;

import dev.offstage.durable.json.Json;
import dev.offstage.internal.codec.NotStorableException;
import dev.offstage.internal.codec.Shape;
import dev.offstage.internal.codec.Shapes;
import dev.offstage.internal.codec.UndecodableException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one method as data: {@code {"v":1,"a":[..]}} for the arguments, {@code
 * {"v":1,"r":..}} for what it returned. All types are those of the method's signature. Thread-safe.
 */
public final class CallData {
  /** Of the format. Nodes of an older version leave rows with a newer one to others. */
  private static final int VERSION = 1;

  private final Method method;
  private final Shapes shapes;
  private final List<String> names = new ArrayList<>();
  private final List<Shape> parameters = new ArrayList<>();

  /**
   * Of one method.
   *
   * @param shapes of the method's application
   * @throws NotStorableException if a parameter cannot be stored; the message names the method, the
   *     path and the reason
   */
  public CallData(Method method, Shapes shapes) {
    this.method = method;
    this.shapes = shapes;
    Parameter[] declared = method.getParameters();
    Type[] types = method.getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) {
      // Only some compilers are told to keep the names.
      String name = declared[i].isNamePresent() ? declared[i].getName() : "argument " + (i + 1);
      names.add(name);
      parameters.add(shape(name, types[i]));
    }
  }

  /**
   * Checks that what the method returns can be stored, too.
   *
   * @throws NotStorableException if it cannot
   */
  public void checkResult() {
    result();
  }

  /**
   * The data of arguments.
   *
   * @throws NotStorableException if one is not what the signature says, or all are too large
   * @throws IllegalArgumentException if they are more or fewer than the method has
   */
  public byte[] writeArguments(@Nullable Object... arguments) {
    return writeCall(Collections.emptyMap(), arguments);
  }

  /**
   * The same with what else is asked of the task.
   *
   * @param options of what {@link Json} can write
   */
  public byte[] writeCall(Map<String, Object> options, @Nullable Object... arguments) {
    if (arguments.length != parameters.size()) {
      throw new IllegalArgumentException(wrongNumber(arguments.length));
    }
    List<Object> data = new ArrayList<>();
    try {
      for (int i = 0; i < arguments.length; i++) {
        data.add(parameters.get(i).toData(names.get(i), arguments[i]));
      }
      Map<String, Object> envelope = envelope("a", data);
      if (!options.isEmpty()) {
        envelope.put("o", options);
      }
      return Json.write(envelope);
    } catch (NotStorableException e) {
      throw named(e);
    }
  }

  /** What was written down of a call, read once. Immutable. */
  public final class Written {
    private final Map<?, ?> envelope;

    Written(Map<?, ?> envelope) {
      this.envelope = envelope;
    }

    /** What else is asked of the task; empty for nothing. */
    public Map<?, ?> options() {
      Object options = envelope.get("o");
      return options instanceof Map ? (Map<?, ?>) options : Collections.emptyMap();
    }

    /**
     * Its arguments.
     *
     * @throws UndecodableException if they are not those of a call of this method
     */
    public @Nullable Object[] arguments() {
      return argumentsOf(envelope);
    }
  }

  /**
   * A call that was written down.
   *
   * @throws UndecodableException if it is not data of a call
   */
  public Written read(byte[] json) {
    try {
      return new Written(envelope(json));
    } catch (UndecodableException e) {
      throw named(e);
    }
  }

  /**
   * The arguments of data.
   *
   * @throws UndecodableException if it is not data of a call of this method
   */
  public @Nullable Object[] readArguments(byte[] json) {
    return read(json).arguments();
  }

  private @Nullable Object[] argumentsOf(Map<?, ?> envelope) {
    try {
      Object data = value(envelope, "a");
      if (!(data instanceof List)) {
        throw new UndecodableException("the data has no list of arguments");
      }
      List<?> list = (List<?>) data;
      if (list.size() != parameters.size()) {
        throw new UndecodableException(wrongNumber(list.size()));
      }
      @Nullable Object[] arguments = new Object[list.size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = parameters.get(i).fromData(names.get(i), list.get(i));
      }
      return arguments;
    } catch (UndecodableException e) {
      throw named(e);
    }
  }

  /**
   * The data of what the method returned.
   *
   * @throws NotStorableException if it cannot be stored
   */
  public byte[] writeResult(@Nullable Object result) {
    Shape shape = result();
    try {
      return Json.write(envelope("r", shape.toData("result", result)));
    } catch (NotStorableException e) {
      throw named(e);
    }
  }

  /**
   * What the method returned.
   *
   * @throws UndecodableException if it is not data of a result of this method
   * @throws NotStorableException if what it returns cannot be stored
   */
  public @Nullable Object readResult(byte[] json) {
    Shape shape = result();
    try {
      return shape.fromData("result", value(envelope(json), "r"));
    } catch (UndecodableException e) {
      throw named(e);
    }
  }

  private Shape result() {
    return shape("result", method.getGenericReturnType());
  }

  private Shape shape(String name, Type type) {
    try {
      return shapes.of(name, type);
    } catch (NotStorableException e) {
      throw named(e);
    }
  }

  private static Map<String, Object> envelope(String name, @Nullable Object data) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("v", VERSION);
    envelope.put(name, data);
    return envelope;
  }

  /**
   * What else is asked of the task; empty for nothing.
   *
   * @throws UndecodableException if it is not data of a call
   */
  public Map<?, ?> readOptions(byte[] json) {
    return read(json).options();
  }

  private static @Nullable Object value(Map<?, ?> map, String name) {
    if (!map.containsKey(name)) {
      throw new UndecodableException("the data has no '" + name + "'");
    }
    return map.get(name);
  }

  private static Map<?, ?> envelope(byte[] json) {
    Object envelope = Json.read(json);
    if (!(envelope instanceof Map)) {
      throw new UndecodableException("the data is not an object with a version");
    }
    Map<?, ?> map = (Map<?, ?>) envelope;
    Object version = map.get("v");
    if (!(version instanceof Integer) || (Integer) version != VERSION) {
      throw new UndecodableException(
          "the data has "
              + (version instanceof Integer ? "version " + version : "no version")
              + "; this Offstage reads version "
              + VERSION);
    }
    return map;
  }

  private String wrongNumber(int given) {
    return "the number of arguments is " + given + ", but the method has " + parameters.size();
  }

  private NotStorableException named(NotStorableException e) {
    return new NotStorableException(this + ": " + e.getMessage(), e);
  }

  private UndecodableException named(UndecodableException e) {
    return new UndecodableException(this + ": " + e.getMessage(), e);
  }

  /** As rules name it: class and method. */
  @Override
  public String toString() {
    return method.getDeclaringClass().getName() + "#" + method.getName();
  }
}
