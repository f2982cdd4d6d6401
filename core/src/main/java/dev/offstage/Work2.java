package dev.offstage;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work with two arguments and without a result, such as a method reference. Serializable, so that
 * it can also run elsewhere than in this JVM; nothing serializes it in a pool of threads.
 *
 * @param <A> its first argument
 * @param <B> its second argument
 */
@FunctionalInterface
public interface Work2<A extends @Nullable Object, B extends @Nullable Object>
    extends Serializable {
  /** Does the work. */
  void run(A first, B second) throws Exception;
}
