package dev.offstage.spring;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.WebappClasses;
import java.io.File;
import java.net.MalformedURLException;
import java.util.stream.Stream;

/** The class loader of a webapp that has some version of Spring, and its own transactions in it. */
public final class SpringTransactionsOf extends WebappClasses {
  private static final String OWN = SpringTransactionsOf.class.getPackage().getName() + ".";

  private SpringTransactionsOf(File jars) throws MalformedURLException {
    super(
        SpringTransactionsOf.class,
        jars,
        name ->
            name.startsWith("org.springframework.") || name.startsWith(OWN + "StubTransaction"));
  }

  /** The versions that can be loaded here: from 6 on they need Java 17. */
  public static Stream<String> versions() {
    boolean hasModernJava = !System.getProperty("java.specification.version").matches("1\\.8|11");
    return Stream.of("3.2", "4.3", "5.3", "6.2", "7.0")
        .filter(version -> hasModernJava || version.compareTo("6") < 0);
  }

  /** A webapp with that version. */
  public static SpringTransactionsOf version(String version) throws MalformedURLException {
    return new SpringTransactionsOf(new File(Jdks.module(), "target/spring/" + version));
  }

  /** The transactions of this webapp. */
  public Transacting transactions() throws ReflectiveOperationException {
    return (Transacting) loadClass(OWN + "StubTransactions").getDeclaredConstructor().newInstance();
  }
}
