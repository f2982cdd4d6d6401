package dev.offstage.agent.weave;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * The class files of the agent's own advice, such as {@link RedirectAdvice}, which each changed
 * method needs. Thread-safe.
 */
public final class AdviceFiles implements ClassFileLocator {
  private final Map<String, Resolution> known = new ConcurrentHashMap<String, Resolution>();

  @Override
  public Resolution locate(String name) throws IOException {
    Resolution file = known.get(name);
    if (file == null) {
      try (ClassFiles files = new ClassFiles()) {
        file = files.seenBy(AdviceFiles.class.getClassLoader()).locate(name);
      }
      if (file.isResolved()) {
        known.put(name, file);
      }
    }
    return file;
  }

  @Override
  public void close() {}
}
