package dev.offstage.agent.advise;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServlet;

/**
 * Requests to the fixtures. A slow place is seen as often as its weight says: the same on every
 * machine.
 */
public final class Requests {
  private final Samples samples = new Samples();

  /** Serves one request on this thread. */
  public Requests to(HttpServlet servlet) {
    Slow.use(
        (what, weight) -> {
          for (int i = 0; i < weight; i++) {
            samples.add(Thread.currentThread().getStackTrace());
          }
        });
    servlet.service(null, null);
    Slow.use((what, weight) -> {});
    return this;
  }

  Samples samples() {
    return samples;
  }

  /** What is advised, as it is when it has been written and read. */
  AdviceReport report(File file) throws IOException {
    Analysis.of(samples, new LoadedTypes(loaded(), samples.types()), Collections.emptyList())
        .write(file);
    return AdviceReport.read(file);
  }

  /** The same by the method's name without class and parameters. */
  public Map<String, Advice> advices(File folder) throws IOException {
    Map<String, Advice> advices = new LinkedHashMap<>();
    for (Advice advice : report(new File(folder, "report")).advices()) {
      advices.put(advice.method().replaceAll(".*[.](.*)\\(.*", "$1"), advice);
    }
    return advices;
  }

  private Class<?>[] loaded() {
    return samples.types().stream()
        .map(
            name -> {
              try {
                return Class.forName(name);
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
            })
        .toArray(Class<?>[]::new);
  }
}
