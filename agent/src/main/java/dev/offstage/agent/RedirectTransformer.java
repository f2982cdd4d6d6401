package dev.offstage.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads and lets go of almost all of them at once: Byte Buddy is not
 * even loaded before the first class that has the annotation.
 */
final class BackgroundTransformer implements ClassFileTransformer {
  private final LoaderGate gate = new LoaderGate();
  private final Report report;

  BackgroundTransformer(Report report) {
    this.report = report;
  }

  @Override
  @SuppressWarnings("ReturnsNullArray") // the interface's way to say: unchanged
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      if (loader == null
          || name == null
          || !PreScan.mayHaveAnnotation(classFile)
          || !gate.isOpen(loader)) {
        return null;
      }
      return Weaver.weave(loader, name.replace('/', '.'), classFile, report);
    } catch (Throwable t) {
      // Every Throwable: the JVM would swallow it, and the class is to load as it is written.
      report.add(name + " is left as it is: " + t);
      return null;
    }
  }
}
