package dev.offstage.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** This JVM as if there were only one webapp; some methods of its can be made to throw. */
final class LimitedJvm implements InvocationHandler {
  private final Instrumentation jvm;
  private final List<ClassFileTransformer> transformers = new CopyOnWriteArrayList<>();
  private final List<String> throwing = new CopyOnWriteArrayList<>();
  private final ClassLoader webapp;

  LimitedJvm(Instrumentation jvm, ClassLoader webapp) {
    this.jvm = jvm;
    this.webapp = webapp;
  }

  Instrumentation instrumentation() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, this);
  }

  void makeThrow(String method) {
    throwing.add(method);
  }

  boolean hasTransformer() {
    return !transformers.isEmpty();
  }

  void removeTransformers() {
    transformers.forEach(jvm::removeTransformer);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (throwing.contains(name)) {
      throw new InternalError(name);
    }
    if (name.equals("getAllLoadedClasses")) {
      Stream<Class<?>> own =
          Arrays.<Class<?>>stream(jvm.getInitiatedClasses(webapp))
              .filter(type -> type.getClassLoader() == webapp);
      Class<?> library = webapp.loadClass("dev.offstage.internal.agent.AgentLink");
      return Stream.concat(own, Stream.of(library)).toArray(Class<?>[]::new);
    }
    if (name.equals("addTransformer")) {
      transformers.add((ClassFileTransformer) arguments[0]);
    } else if (name.equals("removeTransformer")) {
      transformers.remove(arguments[0]);
    }
    try {
      return method.invoke(jvm, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
