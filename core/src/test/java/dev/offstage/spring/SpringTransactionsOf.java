package dev.offstage.spring;

import dev.offstage.Work;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

/** The class loader of a webapp that has some version of Spring, and its own transactions in it. */
public final class SpringTransactionsOf extends URLClassLoader {
  private static final String OWN = SpringTransactionsOf.class.getPackage().getName() + ".";

  private SpringTransactionsOf(URL... classes) {
    super(classes, SpringTransactionsOf.class.getClassLoader());
  }

  /** The versions that can be loaded here: from 6 on they need Java 17. */
  public static Stream<String> versions() {
    boolean hasModernJava = !System.getProperty("java.specification.version").matches("1\\.8|11");
    return Stream.of("3.2", "4.3", "5.3", "6.2", "7.0")
        .filter(version -> hasModernJava || version.compareTo("6") < 0);
  }

  /** A webapp with that version. */
  public static SpringTransactionsOf version(String version) throws MalformedURLException {
    File jars = new File(Jdks.module(), "target/spring/" + version);
    return new SpringTransactionsOf(
        SpringTransactionsOf.class.getProtectionDomain().getCodeSource().getLocation(),
        new File(jars, "spring-core.jar").toURI().toURL(),
        new File(jars, "spring-tx.jar").toURI().toURL());
  }

  /** The transactions of this webapp. */
  public Transacting transactions() throws ReflectiveOperationException {
    return (Transacting) loadClass(OWN + "StubTransactions").getDeclaredConstructor().newInstance();
  }

  /** Does something as one of its requests would. */
  public void inWebapp(Work work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean isShared =
        !name.startsWith("org.springframework.") && !name.startsWith(OWN + "StubTransaction");
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : isShared ? super.loadClass(name, resolve) : findClass(name);
    }
  }
}
