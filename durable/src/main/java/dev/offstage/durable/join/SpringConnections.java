package dev.offstage.durable.join;

import dev.offstage.internal.commit.SpringTransaction;
import dev.offstage.internal.commit.VisibleClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections that Spring has bound to this thread, by name: all of this is there, and the
 * same, from Spring 3 to 7.
 */
final class SpringConnections {
  private static final String PACKAGE = "org.springframework.jdbc.datasource.";
  private static final VisibleClass UTILS = new VisibleClass(PACKAGE + "DataSourceUtils");
  private static final VisibleClass HOLDER = new VisibleClass(PACKAGE + "ConnectionHolder");

  /**
   * How to get a connection and to give it back, as an application does. Only types of the JDK: the
   * class that this belongs to may outlive the webapp.
   */
  private static final ClassValue<MethodHandle[]> CALLS =
      new ClassValue<MethodHandle[]>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> utils) {
          try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new MethodHandle[] {
              lookup.unreflect(utils.getMethod("getConnection", DataSource.class)),
              lookup.unreflect(
                  utils.getMethod("releaseConnection", Connection.class, DataSource.class))
            };
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not Spring as it is known: " + utils, e);
          }
        }
      };

  /** What a holder says: whether it is synchronized, and whether its transaction is active. */
  private static final ClassValue<MethodHandle[]> STATES =
      new ClassValue<MethodHandle[]>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> holder) {
          try {
            Method active = holder.getDeclaredMethod("isTransactionActive");
            active.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new MethodHandle[] {
              lookup.unreflect(holder.getMethod("isSynchronizedWithTransaction")),
              lookup.unreflect(active)
            };
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not Spring as it is known: " + holder, e);
          }
        }
      };

  private final @Nullable SpringConnection own;
  private final boolean managesAnother;

  private SpringConnections(@Nullable SpringConnection own, boolean managesAnother) {
    this.own = own;
    this.managesAnother = managesAnother;
  }

  /** Those of a transaction of this thread. */
  static SpringConnections of(SpringTransaction transaction, DataSource store) throws Throwable {
    ClassLoader loader = transaction.loader();
    Class<?> utils = UTILS.from(loader);
    Class<?> holder = HOLDER.from(loader);
    SpringConnection own = null;
    boolean managesAnother = false;
    if (utils != null && holder != null) {
      DataSource wanted = SpringDataSources.behind(store, loader);
      for (Map.Entry<?, ?> each : transaction.resources().entrySet()) {
        if (each.getKey() instanceof DataSource && holder.isInstance(each.getValue())) {
          DataSource key = (DataSource) each.getKey();
          boolean managed = isManaged(STATES.get(holder), each.getValue());
          if (!SpringDataSources.behind(key, loader).equals(wanted)) {
            managesAnother |= managed;
          } else if (own == null || managed) {
            own = new SpringConnection(transaction, CALLS.get(utils), key, managed);
          }
        }
      }
    }
    return new SpringConnections(own, managesAnother);
  }

  /**
   * DataSourceTransactionManager marks its connections as active, and the managers for JPA and
   * Hibernate leave theirs unsynchronized. All others were bound by DataSourceUtils, which commits
   * nothing.
   */
  private static boolean isManaged(MethodHandle[] states, Object holder) throws Throwable {
    return (boolean) states[1].invoke(holder) || !(boolean) states[0].invoke(holder);
  }

  /** The store's; null if there is none. */
  @Nullable SpringConnection own() {
    return own;
  }

  /** Whether the transaction is that of another DataSource, and therefore not JTA's. */
  boolean managesAnother() {
    return managesAnother;
  }
}
