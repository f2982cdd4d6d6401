package dev.offstage.containers.webapp;

import com.sun.management.HotSpotDiagnosticMXBean;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.stream.Collectors;

/**
 * {@code /leaks?of=APP}: how many loaders a webapp has had, how many are alive after a collection,
 * and how much metaspace is in use, in KiB. {@code /leaks?threads=APP} names the threads that
 * Offstage has for it, {@code /leaks?make=thread} leaks one, {@code /leaks?dump=FILE} writes the
 * heap for whoever looks for the reason.
 */
public final class LeaksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getParameter("make") != null) {
      leakThread();
    }
    if (request.getParameter("dump") != null) {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(request.getParameter("dump"), true);
    }
    String threads = request.getParameter("threads");
    if (threads != null) {
      response.getWriter().write(threadsOf(threads));
    }
    String app = request.getParameter("of");
    if (app != null) {
      System.gc();
      response
          .getWriter()
          .write(Loaders.of(app).size() + " " + Loaders.alive(app) + " " + metaspace());
    }
  }

  private static long metaspace() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed() / 1024;
      }
    }
    return 0;
  }

  private static String threadsOf(String app) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("offstage-" + app + "-"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static void leakThread() {
    Thread thread =
        new Thread(
            () -> {
              try {
                Gates.pass("never");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "leaked");
    thread.setDaemon(true);
    thread.start();
  }
}
