package dev.offstage;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Pool#map} does to each item; a lambda that may throw anything.
 *
 * @param <A> the items
 * @param <R> the results
 */
@FunctionalInterface
public interface Mapper<A extends @Nullable Object, R extends @Nullable Object> {
  /**
   * Turns one item into its result. Called by several threads at once.
   *
   * @throws Exception whatever goes wrong: the item's task then ends as failed
   */
  R apply(A item) throws Exception;
}
