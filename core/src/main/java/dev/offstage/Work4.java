package dev.offstage;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work with four arguments and without a result, such as a method reference. Serializable, so that
 * it can also run elsewhere than in this JVM; nothing serializes it in a pool of threads.
 *
 * @param <A> its first argument
 * @param <B> its second argument
 * @param <C> its third argument
 * @param <D> its fourth argument
 */
@FunctionalInterface
public interface Work4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object>
    extends Serializable {
  /** Does the work. */
  void run(A first, B second, C third, D fourth) throws Exception;
}
