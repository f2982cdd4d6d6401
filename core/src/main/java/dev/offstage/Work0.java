package dev.offstage;

import java.io.Serializable;

/**
 * Work without arguments and without a result, such as a method reference. Serializable, so that it
 * can also run elsewhere than in this JVM; nothing serializes it in a pool of threads.
 */
@FunctionalInterface
public interface Work0 extends Work, Serializable {
  @Override
  void run() throws Exception;
}
