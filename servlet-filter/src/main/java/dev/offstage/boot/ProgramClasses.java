package dev.offstage.boot;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The class files of a program: in its folders, its jars, and the jars in its executable jar. */
public final class ProgramClasses {
  private static final String SUFFIX = ".class";
  private static final String IN_JAR = "!/";

  private ProgramClasses() {}

  /** The names of all classes that this loader finds. Reads many files. */
  public static Set<String> names(ClassLoader loader) throws IOException {
    List<String> folders = new ArrayList<>();
    for (URL folder : Collections.list(loader.getResources(""))) {
      folders.add(folder.toString());
    }
    Set<String> names = new TreeSet<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver(loader).getResources("classpath*:**/*" + SUFFIX)) {
      String path = path(file.getURL().toString(), folders);
      if (path.endsWith(SUFFIX) && !path.startsWith("META-INF/")) {
        names.add(path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'));
      }
    }
    return names;
  }

  /** The path in the jar or folder. */
  private static String path(String url, List<String> folders) {
    int jarEnd = url.lastIndexOf(IN_JAR);
    if (jarEnd >= 0) {
      return url.substring(jarEnd + IN_JAR.length());
    }
    for (String folder : folders) {
      if (url.startsWith(folder)) {
        return url.substring(folder.length());
      }
    }
    return "";
  }
}
