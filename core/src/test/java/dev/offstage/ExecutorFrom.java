package dev.offstage;

import dev.offstage.testing.Jndi;
import java.util.concurrent.Executor;

/** The ways in which a pool gets the executor that {@link Jndi} has under a name. */
enum ExecutorFrom {
  JNDI {
    @Override
    PoolBuilder threads(PoolBuilder pool, String name) {
      return pool.threads(name);
    }
  },
  CODE {
    @Override
    PoolBuilder threads(PoolBuilder pool, String name) {
      return pool.threads((Executor) Jndi.NAMES.get(name));
    }
  },
  BEAN {
    @Override
    PoolBuilder threads(PoolBuilder pool, String name) {
      return pool.threads("spring:" + name);
    }
  };

  /** Gives the pool its threads from there. */
  abstract PoolBuilder threads(PoolBuilder pool, String name);

  /** The beans of the applications of these tests, by the same names. */
  static Executor bean(String name) {
    Object bean = Jndi.NAMES.get(name);
    if (bean instanceof Executor) {
      return (Executor) bean;
    }
    throw new IllegalStateException("no bean '" + name + "'; beans: " + Jndi.NAMES.keySet());
  }
}
