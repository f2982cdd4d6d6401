package dev.offstage.durable.join;

import dev.offstage.Work;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs on every version of Spring since 3.2. */
public final class StubSpringJdbc implements SpringJdbc {
  private final Deque<TransactionStatus> open = new ArrayDeque<>();

  @Override
  public void in(DataSource of, String propagation, Work work) throws Exception {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setPropagationBehaviorName("PROPAGATION_" + propagation);
    in(of, definition, work);
  }

  @Override
  public void readOnly(DataSource of, Work work) throws Exception {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setReadOnly(true);
    in(of, definition, work);
  }

  private void in(DataSource of, DefaultTransactionDefinition definition, Work work)
      throws Exception {
    PlatformTransactionManager manager = new DataSourceTransactionManager(of);
    TransactionStatus status = manager.getTransaction(definition);
    open.push(status);
    try {
      work.run();
    } catch (Throwable t) {
      open.pop();
      manager.rollback(status);
      throw t;
    }
    open.pop();
    manager.commit(status);
  }

  @Override
  public void execute(DataSource of, String propagation, Runnable work) {
    TransactionTemplate template = new TransactionTemplate(new DataSourceTransactionManager(of));
    template.setPropagationBehaviorName("PROPAGATION_" + propagation);
    template.execute(
        status -> {
          work.run();
          return null;
        });
  }

  @Override
  public void setRollbackOnly() {
    Objects.requireNonNull(open.peek()).setRollbackOnly();
  }

  @Override
  public Connection connection(DataSource of) {
    return DataSourceUtils.getConnection(of);
  }

  @Override
  public void afterCommit(Runnable action) {
    register("afterCommit", action);
  }

  @Override
  public void afterCompletion(Runnable action) {
    register("afterCompletion", action);
  }

  private static void register(String event, Runnable action) {
    Class<?> type = TransactionSynchronization.class;
    TransactionSynchronizationManager.registerSynchronization(
        (TransactionSynchronization)
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                  if (method.getName().equals(event)) {
                    action.run();
                  }
                  return method.getReturnType() == boolean.class
                      ? (Object) (proxy == arguments[0])
                      : method.getReturnType() == int.class ? 0 : null;
                }));
  }

  @Override
  public DataSource before(String kind, DataSource target) throws ReflectiveOperationException {
    Class<?> type = Class.forName(DataSourceUtils.class.getPackage().getName() + "." + kind);
    Object made = type.getDeclaredConstructor().newInstance();
    type.getMethod("setTargetDataSource", DataSource.class).invoke(made, target);
    return (DataSource) made;
  }
}
