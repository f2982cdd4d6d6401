import closed.Sealed;
import dev.offstage.internal.codec.NotStorableException;
import dev.offstage.internal.codec.Shape;
import dev.offstage.internal.codec.Shapes;
import dev.offstage.internal.codec.UndecodableException;
import jakarta.servlet.ServletRequest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints one line for each thing that is tried. */
public class UsesRecords {
  private static final Shapes SHAPES = new Shapes();

  enum Level {
    LOW,
    HIGH
  }

  private record Order(long id, String text, List<Item> items, Optional<Level> level) {}

  record Item(String name, int count, double price, byte[] bytes) {
    Item {
      if (count < 0) {
        throw new IllegalArgumentException("count is negative");
      }
    }
  }

  record Node(String name, Node left, Map<String, Node> others) {}

  record Empty() {}

  record Bad(String name, List<InputStream> streams) {}

  record Typed<T>(T value) {}

  static final class Holder {
    Order order;
    Level level = Level.LOW;
  }

  private static final class OwnRequest implements ServletRequest {
    @Override
    public Object getAttribute(String name) {
      return null;
    }

    @Override
    public void setAttribute(String name, Object value) {}
  }

  public static void main(String[] args) {
    Order order =
        new Order(Long.MAX_VALUE, null, List.of(new Item("a", 1, Double.NaN, null)), Optional.of(Level.HIGH));
    print("order", back(Order.class, order).equals(order));
    Node node = new Node("a", new Node("b", null, null), Map.of("c", new Node("d", null, Map.of())));
    print("node", back(Node.class, node).equals(node));
    print("empty", back(Empty.class, new Empty()));
    Holder holder = new Holder();
    holder.order = order;
    print("in a bean", ((Holder) back(Holder.class, holder)).order.equals(order));
    print("missing", SHAPES.of(Order.class).fromData(Map.of("unknown", 5)));
    Map<String, Object> item = new HashMap<>(Map.of("name", "x", "count", -1));
    print("refused by itself", undecodable(SHAPES.of(Item.class), item));
    item.put("count", null);
    print("null", undecodable(SHAPES.of(Item.class), item));
    print("deep", undecodable(SHAPES.of(Node.class), deep(33)));
    print("as deep as may be", SHAPES.of(Node.class).fromData(deep(32)) != null);
    print("component", refused("bad", Bad.class));
    print("typed", refused("typed", Typed.class));
    record Local(int id) {}
    print("local", refused("local", Local.class));
    print("request", refused("request", ServletRequest.class));
    print("own request", refused("request", OwnRequest.class));
    print("module", refused("sealed", Sealed.class));
  }

  private static Map<String, Object> deep(int levels) {
    Map<String, Object> data = new HashMap<>();
    for (int i = 1; i < levels; i++) {
      data = new HashMap<>(Map.of("left", data));
    }
    return data;
  }

  private static Object back(Class<?> type, Object value) {
    Shape shape = SHAPES.of(type);
    return shape.fromData(shape.toData(value));
  }

  private static String undecodable(Shape shape, Object data) {
    try {
      return "" + shape.fromData("data", data);
    } catch (UndecodableException e) {
      return e.getMessage().replaceAll("(\\.left)+", ".left");
    }
  }

  private static String refused(String name, Class<?> type) {
    try {
      return "" + SHAPES.of(name, type);
    } catch (NotStorableException e) {
      return e.getMessage().replaceAll("; allowed are .*", "");
    }
  }

  private static void print(String what, Object value) {
    System.out.println(what + ": " + value);
  }
}
