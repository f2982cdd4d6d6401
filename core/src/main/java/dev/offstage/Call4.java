package dev.offstage;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Work with four arguments and with a result, such as a method reference. Serializable, so that it
 * can also run elsewhere than in this JVM; nothing serializes it in a pool of threads.
 *
 * @param <A> its first argument
 * @param <B> its second argument
 * @param <C> its third argument
 * @param <D> its fourth argument
 * @param <R> what it returns
 */
@FunctionalInterface
public interface Call4<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        R extends @Nullable Object>
    extends Serializable {
  /** Does the work. */
  R call(A first, B second, C third, D fourth) throws Exception;
}
