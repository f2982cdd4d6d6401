package dev.offstage.durable.call;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Methods as applications have them. */
final class Orders {
  private Orders() {}

  enum State {
    NEW,
    PAID
  }

  static final class Order {
    long id;
    State state = State.NEW;
    List<Item> items = new ArrayList<>();
    Order replaced;
  }

  static final class Item {
    String name = "";
    double price;
    byte[] picture = {};
  }

  static final class Report {
    List<InputStream> streams = new ArrayList<>();
  }

  static List<Order> ship(
      Order order, Map<Integer, Set<State>> states, String[] names, Optional<Duration> delay) {
    throw new UnsupportedOperationException();
  }

  static int count(long from, UUID customer) {
    throw new UnsupportedOperationException();
  }

  static void nothing() {}

  static InputStream print(String... names) {
    throw new UnsupportedOperationException();
  }

  static void report(int year, Report report) {}
}
