package dev.offstage.agent;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * A program with a webapp under load, to which the agent comes, and which it leaves again, many
 * times. Prints what it is like in between and in the end.
 */
final class AttachLoop {
  /** A webapp's calls before, while and after the agent comes or goes. */
  private static final int CALLS = 60;

  private static final int THREADS = 2;

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final Object ledger;
  private final byte[] originalClassFile;
  private final Semaphore due = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private volatile boolean ended;

  private AttachLoop(ClassLoader webapp) throws Exception {
    ledger = webapp.loadClass("dev.offstage.agent.app.Ledger").getConstructor().newInstance();
    originalClassFile = loadedClassFile();
  }

  /**
   * @param arguments how many times, then the webapp's jars
   */
  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    File[] jars = Arrays.stream(arguments, 1, arguments.length).map(File::new).toArray(File[]::new);
    new AttachLoop(JarLoader.childFirst(AttachLoop.class.getClassLoader(), jars)).run(times);
  }

  private void run(int times) throws Exception {
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      load.add(new Thread(this::call, "load-" + i));
      load.get(i).start();
    }
    for (int i = 1; i <= times; i++) {
      due.release(CALLS);
      OffstageAgent.agentmain(null, instrumentation);
      callsRunOn("offstage-main-probe-");
      due.release(CALLS);
      OffstageAgent.detach();
      callsRunOn(Thread.currentThread().getName());
      if (i == times / 2 || i == times) {
        measure();
      }
    }
    ended = true;
    due.release(THREADS);
    for (Thread thread : load) {
      thread.join();
    }
    await().until(() -> ((LongSupplier) ledger).getAsLong() == 0);
    System.out.println("all have run");
    System.out.println(ledger);
    System.out.println("class file: " + comparison());
    await().until(AttachLoop::threads, List::isEmpty);
    System.out.println("no thread left");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("offstage-agent"))
        .collect(Collectors.toList());
  }

  private void call() {
    for (due.acquireUninterruptibly(); !ended; due.acquireUninterruptibly()) {
      try {
        ((Callable<?>) ledger).call();
      } catch (Exception | LinkageError e) {
        System.out.println("a call throws " + e);
      }
      done.release();
    }
  }

  private void callsRunOn(String expected) throws Exception {
    Future<?> thread = (Future<?>) ((Supplier<?>) ledger).get();
    if (!String.valueOf(thread.get()).startsWith(expected)) {
      System.out.println("a call runs on " + thread.get() + " in place of " + expected);
    }
    due.release(CALLS);
    done.acquire(2 * CALLS);
  }

  private void measure() {
    System.gc();
    long metaspace = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        metaspace = pool.getUsage().getUsed();
      }
    }
    System.out.println("loaded classes: " + instrumentation.getAllLoadedClasses().length);
    System.out.println("metaspace: " + metaspace);
  }

  /** From JDK 21 on the JVM does not keep the file, only what is in effect of it. */
  private String comparison() throws Exception {
    byte[] now = loadedClassFile();
    if (Arrays.equals(now, originalClassFile)) {
      return "the same bytes";
    }
    return Arrays.equals(withoutUnusedConstants(now), withoutUnusedConstants(originalClassFile))
        ? "the same but for unused constants"
        : "another";
  }

  private static byte[] withoutUnusedConstants(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }

  /** What the JVM has for the webapp's class, as one more agent sees it. */
  private byte[] loadedClassFile() throws Exception {
    List<byte[]> seen = new ArrayList<>();
    ClassFileTransformer probe =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> type,
              ProtectionDomain domain,
              byte[] classFile) {
            if (type == ledger.getClass()) {
              seen.add(classFile);
            }
            return null;
          }
        };
    instrumentation.addTransformer(probe, true);
    instrumentation.retransformClasses(ledger.getClass());
    instrumentation.removeTransformer(probe);
    return seen.get(0);
  }
}
