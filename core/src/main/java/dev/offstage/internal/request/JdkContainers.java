package dev.offstage.internal.request;

import dev.offstage.internal.jvm.HiddenField;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the JDK's collections can be read without calling anybody else's code and without
 * waiting for a lock; and which field leads to what is in its other objects. To read a view that
 * cannot be changed is to call what it is a view of: that of a lazy collection asks a database.
 */
final class JdkContainers {
  private static final Set<String> READ_BY_THEMSELVES =
      names(
          "java.util.",
          "ArrayList LinkedList ArrayDeque PriorityQueue HashMap LinkedHashMap TreeMap EnumMap"
              + " IdentityHashMap WeakHashMap Hashtable HashSet LinkedHashSet TreeSet"
              + " Arrays$ArrayList Collections$EmptyList Collections$EmptySet"
              + " Collections$EmptyMap Collections$SingletonList Collections$SingletonSet"
              + " Collections$SingletonMap concurrent.ConcurrentHashMap"
              + " concurrent.ConcurrentHashMap$KeySetView concurrent.ConcurrentSkipListMap"
              + " concurrent.ConcurrentSkipListSet concurrent.ConcurrentLinkedQueue"
              + " concurrent.ConcurrentLinkedDeque concurrent.CopyOnWriteArrayList"
              + " concurrent.CopyOnWriteArraySet Properties Collections$CopiesList"
              // Views that read the fields of what they are views of.
              + " ArrayList$SubList HashMap$Values HashMap$KeySet HashMap$EntrySet"
              + " LinkedHashMap$LinkedValues LinkedHashMap$LinkedKeySet"
              + " LinkedHashMap$LinkedEntrySet TreeMap$Values TreeMap$EntrySet"
              + " concurrent.ConcurrentHashMap$ValuesView concurrent.ConcurrentHashMap$EntrySetView");

  /** Not those of unmodifiable and checked maps, which ask the entries of another map. */
  private static final Set<String> ENTRIES =
      names(
          "java.util.",
          "HashMap$Node HashMap$TreeNode LinkedHashMap$Entry TreeMap$Entry Hashtable$Entry"
              + " concurrent.ConcurrentHashMap$MapEntry AbstractMap$SimpleEntry"
              + " AbstractMap$SimpleImmutableEntry KeyValueHolder");

  /** {@code List.of} and its kind. */
  private static final String IMMUTABLE = "java.util.ImmutableCollections$";

  private static final Set<String> READING =
      names("", "iterator listIterator values keySet entrySet");

  /** Field after class: views, queues, streams of streams, and work that the JDK makes of work. */
  private static final String[][] FIELDS = {
    {"java.util.Collections$UnmodifiableCollection", "c"},
    {"java.util.Collections$UnmodifiableMap", "m"},
    {"java.util.Collections$SynchronizedCollection", "c"},
    {"java.util.Collections$SynchronizedMap", "m"},
    {"java.util.Collections$CheckedCollection", "c"},
    {"java.util.Collections$CheckedMap", "m"},
    {"java.util.Collections$SetFromMap", "m"},
    {"java.util.Collections$AsLIFOQueue", "q"},
    // To read these themselves is to wait for their lock.
    {"java.util.Vector", "elementData"},
    {"java.util.concurrent.ArrayBlockingQueue", "items"},
    {"java.util.concurrent.PriorityBlockingQueue", "queue"},
    {"java.io.FilterInputStream", "in"},
    {"java.io.FilterOutputStream", "out"},
    {"java.io.BufferedReader", "in"},
    {"java.io.BufferedWriter", "out"},
    {"java.io.PrintWriter", "out"},
    // Of a reader or writer for a stream, that stream.
    {"java.io.Reader", "lock"},
    {"java.io.Writer", "lock"},
    {"java.util.Scanner", "source"},
    {"java.util.concurrent.FutureTask", "callable"},
    {"java.util.concurrent.Executors$RunnableAdapter", "task"},
    {"java.util.concurrent.CompletableFuture$AsyncRun", "fn"},
    {"java.util.concurrent.CompletableFuture$AsyncSupply", "fn"},
    {"java.util.concurrent.CompletableFuture$UniApply", "fn"},
    {"java.util.concurrent.CompletableFuture$UniAccept", "fn"},
    {"java.util.concurrent.CompletableFuture$UniRun", "fn"},
    {"java.util.concurrent.CompletableFuture$UniHandle", "fn"},
    {"java.util.concurrent.CompletableFuture$UniWhenComplete", "fn"},
    {"java.util.concurrent.CompletableFuture$UniCompose", "fn"}
  };

  private static final Map<String, MethodHandle> GETTERS = getters();

  private JdkContainers() {}

  private static Set<String> names(String prefix, String names) {
    Set<String> all = new HashSet<>();
    Arrays.asList(names.split(" ")).forEach(name -> all.add(prefix + name));
    return all;
  }

  private static Map<String, MethodHandle> getters() {
    Map<String, MethodHandle> found = new HashMap<>();
    for (String[] each : FIELDS) {
      MethodHandle getter = HiddenField.getter(each[0], each[1]);
      if (getter != null) {
        found.put(each[0], getter);
      }
    }
    return found;
  }

  static boolean isOfJdk(Class<?> type) {
    // Not javax: most of that comes with a server or an application.
    return type.getClassLoader() == null || type.getName().startsWith("java.");
  }

  /** Whether it is one of those collections, or an application's that reads as one of them. */
  static boolean isReadByItself(Class<?> type) {
    Class<?> known = type;
    while (known != null && !isOfJdk(known)) {
      if (hasOwnWayToRead(known)) {
        return false;
      }
      known = known.getSuperclass();
    }
    return known != null
        && (READ_BY_THEMSELVES.contains(known.getName()) || known.getName().startsWith(IMMUTABLE));
  }

  /** Whether it is an entry of the JDK's that has its key and value itself. */
  static boolean isEntry(Class<?> type) {
    return ENTRIES.contains(type.getName());
  }

  private static boolean hasOwnWayToRead(Class<?> type) {
    try {
      for (Method method : type.getDeclaredMethods()) {
        if (READING.contains(method.getName())) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException | LinkageError e) {
      // A class that a signature names is missing.
      return true;
    }
  }

  /** Gives what an object of this class of the JDK's holds; null for none that is known. */
  static @Nullable MethodHandle getter(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      MethodHandle getter = GETTERS.get(each.getName());
      if (getter != null) {
        return getter;
      }
    }
    return null;
  }
}
