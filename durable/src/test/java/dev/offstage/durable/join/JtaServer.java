package dev.offstage.durable.join;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.WebappClasses;
import java.io.File;
import java.lang.reflect.Array;
import java.net.MalformedURLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A webapp with a manager of JTA's transactions, and its pools. */
abstract class JtaServer extends WebappClasses {
  private static final String OWN =
      "(javax|jakarta)\\.transaction\\.(?!xa\\.).*"
          + "|(com\\.atomikos|com\\.arjuna|bitronix|io\\.agroal|org\\.jboss)\\..*"
          + "|org\\.(springframework|slf4j|apache\\.commons\\.logging)\\..*"
          + "|dev\\.offstage\\.durable\\.join\\.StubSpringJta.*";

  private JtaServer(String name) throws MalformedURLException {
    super(
        JtaServer.class, new File(Jdks.module(), "target/jta/" + name), type -> type.matches(OWN));
  }

  /** Those that run here: Narayana needs Java 17. */
  static Stream<String> names() {
    boolean hasModernJava = !System.getProperty("java.specification.version").matches("1\\.8|11");
    return Stream.of("atomikos-javax", "bitronix", "atomikos-jakarta", "narayana")
        .filter(name -> hasModernJava || !name.equals("narayana"));
  }

  static JtaServer named(String name) throws Exception {
    switch (name) {
      case "bitronix":
        return new Bitronix(name);
      case "narayana":
        return new Narayana(name);
      default:
        return new Atomikos(name);
    }
  }

  /** Of which there is one for all threads. */
  abstract Object manager() throws Exception;

  /** What a server has in JNDI. */
  abstract Object registry() throws Exception;

  /** One whose connections take part in transactions. */
  abstract DataSource pool(JdbcDataSource database) throws Exception;

  void begin() throws Exception {
    Named.call(manager(), "begin");
  }

  void commit() throws Exception {
    Named.call(manager(), "commit");
  }

  void rollback() throws Exception {
    Named.call(manager(), "rollback");
  }

  private static final class Atomikos extends JtaServer {
    private final Object manager;

    Atomikos(String name) throws Exception {
      super(name);
      System.setProperty("com.atomikos.icatch.enable_logging", "false");
      manager = Named.make(this, "com.atomikos.icatch.jta.UserTransactionManager");
    }

    @Override
    Object manager() {
      return manager;
    }

    @Override
    Object registry() throws Exception {
      return Named.make(this, "com.atomikos.icatch.jta.TransactionSynchronizationRegistryImp");
    }

    @Override
    DataSource pool(JdbcDataSource database) throws Exception {
      Object pool = Named.make(this, "com.atomikos.jdbc.AtomikosDataSourceBean");
      Named.call(pool, "setUniqueResourceName", UUID.randomUUID().toString());
      Named.call(pool, "setXaDataSource", database);
      Named.call(pool, "setMaxPoolSize", 5);
      return (DataSource) pool;
    }

    @Override
    public void close() {
      try {
        Named.call(manager, "setForceShutdown", true);
        Named.call(manager, "close");
        super.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Bitronix extends JtaServer {
    private static final String SERVICES = "bitronix.tm.TransactionManagerServices";

    Bitronix(String name) throws Exception {
      super(name);
      Object settings = Named.callStatic(this, SERVICES, "getConfiguration");
      Named.call(settings, "setJournal", "null");
      Named.call(settings, "setServerId", UUID.randomUUID().toString());
    }

    @Override
    Object manager() throws Exception {
      return Named.callStatic(this, SERVICES, "getTransactionManager");
    }

    @Override
    Object registry() throws Exception {
      return Named.callStatic(this, SERVICES, "getTransactionSynchronizationRegistry");
    }

    @Override
    DataSource pool(JdbcDataSource database) throws Exception {
      Object pool = Named.make(this, "bitronix.tm.resource.jdbc.PoolingDataSource");
      Named.call(pool, "setUniqueName", UUID.randomUUID().toString());
      Named.call(pool, "setClassName", JdbcDataSource.class.getName());
      Named.call(pool, "setMaxPoolSize", 5);
      Named.call(pool, "setAllowLocalTransactions", true);
      @SuppressWarnings("unchecked")
      Map<Object, Object> properties =
          (Map<Object, Object>) Named.call(pool, "getDriverProperties");
      properties.put("URL", database.getURL());
      properties.put("user", database.getUser());
      return (DataSource) pool;
    }

    @Override
    public void close() {
      try {
        Named.call(manager(), "shutdown");
        super.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Narayana extends JtaServer {
    private static final String ARJUNA = "com.arjuna.ats.";
    private static final String AGROAL = "io.agroal.api.configuration.supplier.Agroal";

    Narayana(String name) throws Exception {
      super(name);
      String folder = new File(Jdks.module(), "target/narayana").getPath();
      for (String store : new String[] {"", "communicationStore.", "stateStore."}) {
        System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", folder);
      }
    }

    @Override
    Object manager() throws Exception {
      return Named.callStatic(this, ARJUNA + "jta.TransactionManager", "transactionManager");
    }

    @Override
    Object registry() throws Exception {
      return Named.make(
          this,
          ARJUNA + "internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple");
    }

    @Override
    DataSource pool(JdbcDataSource database) throws Exception {
      Object settings = Named.make(this, AGROAL + "DataSourceConfigurationSupplier");
      Object pool = Named.call(settings, "connectionPoolConfiguration");
      Named.call(pool, "maxSize", 5);
      Named.call(
          pool,
          "transactionIntegration",
          Named.make(
              this, "io.agroal.narayana.NarayanaTransactionIntegration", manager(), registry()));
      Object connections = Named.call(pool, "connectionFactoryConfiguration");
      Named.call(connections, "connectionProviderClass", JdbcDataSource.class);
      Named.call(connections, "jdbcUrl", database.getURL());
      Class<?> user = loadClass("io.agroal.api.security.NamePrincipal");
      Named.call(connections, "principal", user.getConstructor(String.class).newInstance("sa"));
      return (DataSource)
          Named.callStatic(
              this,
              "io.agroal.api.AgroalDataSource",
              "from",
              settings,
              Array.newInstance(loadClass("io.agroal.api.AgroalDataSourceListener"), 0));
    }
  }
}
