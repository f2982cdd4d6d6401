package dev.offstage.internal.request;

import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How to look into the objects of one class. Calls no code of the application's. */
interface Look {
  /** Of a collection or an array so many are looked at. */
  int MOST_ELEMENTS = 64;

  /** There is nothing to look at. */
  Look NOWHERE = (from, each) -> {};

  Look ARRAY = (from, each) -> elements(Arrays.asList((Object[]) from), "an array", each);

  Look COLLECTION = (from, each) -> elements((Collection<?>) from, "a collection", each);

  Look MAP =
      (from, each) -> {
        Map<?, ?> map = (Map<?, ?>) from;
        // One that was large once takes long, even when nothing is in it any more.
        if (!map.isEmpty()) {
          elements(map.values(), "a map", each);
          elements(map.keySet(), "the keys of a map", each);
        }
      };

  Look OPTIONAL = (from, each) -> give(((Optional<?>) from).orElse(null), "an Optional", each);

  Look ATOMIC = (from, each) -> give(((AtomicReference<?>) from).get(), "an AtomicReference", each);

  Look ATOMIC_ARRAY =
      (from, each) -> {
        AtomicReferenceArray<?> array = (AtomicReferenceArray<?>) from;
        for (int i = 0; i < Math.min(array.length(), MOST_ELEMENTS); i++) {
          give(array.get(i), "an array", each);
        }
      };

  Look ENTRY =
      (from, each) -> {
        give(((Map.Entry<?, ?>) from).getValue(), "an entry of a map", each);
        give(((Map.Entry<?, ?>) from).getKey(), "the key of an entry", each);
      };

  Look REFERENCE = (from, each) -> give(((Reference<?>) from).get(), "a Reference", each);

  /** Gives each object that is there, with where it is. */
  void forEach(Object from, BiConsumer<Object, String> each) throws Throwable;

  /** By these fields. */
  static Look into(Field[] fields) {
    return (from, each) -> {
      for (Field field : fields) {
        give(
            field.get(from),
            "field " + field.getName() + " (" + field.getType().getName() + ")",
            each);
      }
    };
  }

  /** By the one field that this reads. */
  static Look into(MethodHandle getter, String where) {
    return (from, each) -> give((Object) getter.invokeExact(from), where, each);
  }

  /** Gives some of them. */
  static void elements(Collection<?> elements, String where, BiConsumer<Object, String> each) {
    int left = MOST_ELEMENTS;
    for (Object element : elements) {
      give(element, where, each);
      if (--left == 0) {
        return;
      }
    }
  }

  /** Gives it unless it is null. */
  static void give(@Nullable Object value, String where, BiConsumer<Object, String> each) {
    if (value != null) {
      each.accept(value, where);
    }
  }
}
