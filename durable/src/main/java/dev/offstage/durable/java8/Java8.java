package dev.offstage.durable.java8;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Methods that newer JDKs have. When the jar is packaged, the engine's calls of them come here: by
 * name, parameters and result, with the object that is called as the first parameter.
 */
public final class Java8 {
  private Java8() {}

  /** {@code Optional.isEmpty()}. */
  public static boolean isEmpty(Optional<?> optional) {
    return !optional.isPresent();
  }

  /** {@code Optional.stream()}. */
  public static <T> Stream<T> stream(Optional<T> optional) {
    return optional.map(Stream::of).orElseGet(Stream::empty);
  }

  /** {@code String.formatted(Object...)}. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static String formatted(String format, Object... arguments) {
    return String.format(format, arguments);
  }

  /** {@code List.of()}. */
  public static <T> List<T> of() {
    return Collections.emptyList();
  }

  /** {@code List.of(T)}. */
  public static <T> List<T> of(T element) {
    return Collections.singletonList(Objects.requireNonNull(element));
  }

  /** {@code Stream.takeWhile(Predicate)}, for streams in order. */
  public static <T> Stream<T> takeWhile(Stream<T> stream, Predicate<? super T> condition) {
    Iterator<T> elements = stream.iterator();
    Spliterator<T> taken =
        new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, Spliterator.ORDERED) {
          private boolean ended;

          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            if (ended || !elements.hasNext()) {
              return false;
            }
            T element = elements.next();
            ended = !condition.test(element);
            if (!ended) {
              action.accept(element);
            }
            return !ended;
          }
        };
    return StreamSupport.stream(taken, false).onClose(stream::close);
  }
}
