package com.acme.office;

import dev.offstage.agent.advise.Slow;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.function.Supplier;

/** Whose mail it is, which only the thread knows. */
public interface Tenants {
  String current();

  /** The one that all use. */
  final class OfThread implements Tenants {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    static void set(String tenant) {
      CURRENT.set(tenant);
    }

    @Override
    public String current() {
      return CURRENT.get();
    }
  }

  /** Asks an interface. */
  final class Greeting {
    private final Tenants tenants = new OfThread();

    void mail(String to) {
      Slow.work("Greeting#mail", 20);
      to.concat(tenants.current());
    }

    void later(String to) {
      Slow.work("Greeting#later", 20);
      Named named = OfThread.CURRENT::get;
      to.concat(named.name());
    }

    void given(Supplier<String> name) {
      Slow.work("Greeting#given", 20);
      name.get();
    }
  }

  /** An interface of the application's own that only lambdas implement. */
  interface Named {
    String name();
  }

  /** Keeps an object for each thread, and says nothing by that. */
  final class Stamps {
    private static final ThreadLocal<DateFormat> FORMAT =
        ThreadLocal.withInitial(() -> new SimpleDateFormat("yyyy"));

    void print() {
      Slow.work("Stamps#print", 20);
      FORMAT.get().format(new Date(0));
    }
  }
}
