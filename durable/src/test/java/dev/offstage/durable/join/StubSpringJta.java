package dev.offstage.durable.join;

import dev.offstage.Work;
import java.sql.Connection;
import javax.sql.DataSource;
import javax.transaction.TransactionManager;
import javax.transaction.UserTransaction;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** In the class loader of a webapp that has brought a manager along, as to Tomcat. */
public final class StubSpringJta implements SpringJta {
  @Override
  public void in(Object manager, Work work) throws Exception {
    JtaTransactionManager spring =
        new JtaTransactionManager((UserTransaction) manager, (TransactionManager) manager);
    TransactionStatus status = spring.getTransaction(new DefaultTransactionDefinition());
    try {
      work.run();
    } catch (Throwable t) {
      spring.rollback(status);
      throw t;
    }
    spring.commit(status);
  }

  @Override
  public Connection connection(DataSource of) {
    return DataSourceUtils.getConnection(of);
  }
}
