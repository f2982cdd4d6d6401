package dev.offstage;

import static dev.offstage.Lent.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.offstage.Lent.Request;
import dev.offstage.internal.request.RequestGuard;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Stack;
import java.util.TreeMap;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work with a collection of the JDK's that has a request in it. */
class HeldInCollectionTest {
  private App app;

  @BeforeEach
  void start() {
    app = App.with();
    RequestGuard.use(new Lent.Guard());
  }

  @AfterEach
  void stop() {
    RequestGuard.use(null);
    app.close();
  }

  @SuppressWarnings("JdkObsolete")
  static Stream<Arguments> holders() {
    return Stream.of(
        map("HashMap", HashMap::new),
        map("LinkedHashMap", LinkedHashMap::new),
        map("TreeMap", TreeMap::new),
        map("IdentityHashMap", IdentityHashMap::new),
        map("WeakHashMap", WeakHashMap::new),
        map("Hashtable", Hashtable::new),
        map("ConcurrentHashMap", ConcurrentHashMap::new),
        map("ConcurrentSkipListMap", ConcurrentSkipListMap::new),
        map("singletonMap", map -> Collections.singletonMap("key", map.get("key"))),
        map("unmodifiableMap", Collections::unmodifiableMap),
        map("synchronizedMap", Collections::synchronizedMap),
        map("Properties", HeldInCollectionTest::properties),
        map("values", Map::values),
        map("values of a LinkedHashMap", map -> new LinkedHashMap<>(map).values()),
        map("values of a TreeMap", map -> new TreeMap<>(map).values()),
        map("values of a ConcurrentHashMap", map -> new ConcurrentHashMap<>(map).values()),
        map("entrySet", Map::entrySet),
        map("an entry", map -> map.entrySet().iterator().next()),
        map("SimpleEntry", map -> new AbstractMap.SimpleEntry<>("key", map.get("key"))),
        map(
            "SimpleImmutableEntry",
            map -> new AbstractMap.SimpleImmutableEntry<>("key", map.get("key"))),
        list("ArrayList", ArrayList::new),
        list("asList", list -> Arrays.asList(list.toArray())),
        list("subList", list -> list.subList(0, 1)),
        list("Vector", Vector::new),
        list("Stack", HeldInCollectionTest::stack),
        list("PriorityBlockingQueue", PriorityBlockingQueue::new),
        list("ArrayBlockingQueue", all -> new ArrayBlockingQueue<>(9, false, all)),
        list("AtomicReferenceArray", all -> new AtomicReferenceArray<>(all.toArray())),
        list("nCopies", list -> Collections.nCopies(3, list.get(0))));
  }

  private static Arguments map(String kind, Function<Map<String, Object>, Object> holder) {
    return arguments(
        kind,
        (Function<Object, Object>)
            it -> holder.apply(new HashMap<>(Collections.singletonMap("key", it))));
  }

  private static Arguments list(String kind, Function<List<Object>, Object> holder) {
    return arguments(
        kind,
        (Function<Object, Object>)
            it -> holder.apply(new ArrayList<>(Collections.singletonList(it))));
  }

  private static Properties properties(Map<?, ?> all) {
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private static Stack<Object> stack(Collection<?> all) {
    Stack<Object> stack = new Stack<>();
    stack.addAll(all);
    return stack;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("holders")
  void it_is_refused(String kind, Function<Object, Object> holder) {
    Request request = new Lent.Jettys();
    Object held = holder.apply(request);

    assertRefused(() -> Offstage.run(() -> held.hashCode()));
  }
}
