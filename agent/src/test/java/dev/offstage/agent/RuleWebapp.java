package dev.offstage.agent;

import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.Express;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A webapp of its own loader with rules, as the library hands them to the agent. */
final class RuleWebapp {
  static final String POST = Post.class.getName();
  static final String EXPRESS = Express.class.getName();
  static final String SOURCE = "offstage.redirect (web.xml)";
  static final List<String> POOLS = Arrays.asList("default", "mail", "other", "single");
  static final String POOL = "@offstage-main-default-\\d+";

  final ClassLoader loader = new ChildFirstLoader();
  final List<String> mistakes;

  RuleWebapp(String... rules) {
    mistakes =
        LibraryLinkV1.register(
                Collections.singleton(loader), "shop", String.join("\n", rules), SOURCE, POOLS)
            .get("mistakes");
  }

  Object make(String type) throws Exception {
    return loader.loadClass(type).getConstructor().newInstance();
  }

  /** Calls the method of that name that takes such arguments. */
  Object call(Object target, String method, Object... arguments) throws Exception {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Method candidate : type.getDeclaredMethods()) {
        if (candidate.getName().equals(method)
            && candidate.getParameterCount() == arguments.length
            && !candidate.isBridge()) {
          candidate.setAccessible(true);
          try {
            return candidate.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
          }
        }
      }
    }
    throw new NoSuchMethodException(method);
  }

  /** Who ran what, when there are as many. */
  @SuppressWarnings("unchecked") // strings, in whatever loader
  List<String> calls(int count) throws Exception {
    Class<?> calls = loader.loadClass(Calls.class.getName());
    await().until(() -> (int) calls.getMethod("count").invoke(null) >= count);
    return (List<String>) calls.getMethod("takeAll").invoke(null);
  }

  /** What the library is told about the rules. */
  Map<String, List<String>> check() {
    Collection<String> names =
        Arrays.asList(POST, EXPRESS, EXPRESS + "$Pigeon", Sender.class.getName());
    return LibraryLinkV1.check(loader, "shop", () -> names);
  }
}
