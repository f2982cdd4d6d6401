package dev.offstage.durable.join;

import dev.offstage.internal.commit.VisibleClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which DataSource is behind those that Spring puts before others. */
final class SpringDataSources {
  private static final String PACKAGE = "org.springframework.jdbc.datasource.";
  // Also TransactionAwareDataSourceProxy and LazyConnectionDataSourceProxy.
  private static final VisibleClass PROXY = new VisibleClass(PACKAGE + "DelegatingDataSource");
  // Another user may have other tables.
  private static final VisibleClass OTHER_USER =
      new VisibleClass(PACKAGE + "UserCredentialsDataSourceAdapter");

  /** Only types of the JDK: the class that this belongs to may outlive the webapp. */
  private static final ClassValue<MethodHandle> TARGET =
      new ClassValue<MethodHandle>() {
        @Override
        protected MethodHandle computeValue(Class<?> proxy) {
          try {
            return MethodHandles.publicLookup().unreflect(proxy.getMethod("getTargetDataSource"));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not Spring as it is known: " + proxy, e);
          }
        }
      };

  private SpringDataSources() {}

  /** The innermost one of the same database and user. */
  static DataSource behind(DataSource outer, ClassLoader loader) throws Throwable {
    Class<?> proxy = PROXY.from(loader);
    Class<?> otherUser = OTHER_USER.from(loader);
    DataSource found = outer;
    while (proxy != null && proxy.isInstance(found) && !isInstance(otherUser, found)) {
      DataSource target = (DataSource) TARGET.get(proxy).invoke(found);
      if (target == null) {
        break;
      }
      found = target;
    }
    return found;
  }

  private static boolean isInstance(@Nullable Class<?> type, DataSource source) {
    return type != null && type.isInstance(source);
  }
}
