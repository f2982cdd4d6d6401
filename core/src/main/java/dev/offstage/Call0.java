package dev.offstage;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work without arguments and with a result, such as a method reference. Serializable, so that it
 * can also run elsewhere than in this JVM; nothing serializes it in a pool of threads.
 *
 * @param <R> what it returns
 */
@FunctionalInterface
public interface Call0<R extends @Nullable Object> extends Callable<R>, Serializable {
  @Override
  R call() throws Exception;
}
