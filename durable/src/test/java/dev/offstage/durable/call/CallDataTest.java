package dev.offstage.durable.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.codec.NotStorableException;
import dev.offstage.internal.codec.Shapes;
import dev.offstage.internal.codec.UndecodableException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallDataTest {
  private static final String COUNT = "dev.offstage.durable.call.Orders#count: ";

  private final CallData ship = of("ship");
  private final CallData count = of("count");

  @Test
  void arguments_come_back() {
    Orders.Order order = new Orders.Order();
    order.id = Long.MAX_VALUE;
    order.items.add(new Orders.Item());
    order.items.get(0).price = 0.1;
    order.replaced = new Orders.Order();
    Map<Integer, Set<Orders.State>> states =
        Collections.singletonMap(5, Collections.singleton(Orders.State.PAID));
    Object[] arguments = {order, states, new String[] {"\ud800", null}, Optional.of(Duration.ZERO)};

    Object[] back = ship.readArguments(ship.writeArguments(arguments));

    assertThat(back).hasSize(4);
    assertThat(back[0]).usingRecursiveComparison().isEqualTo(order);
    assertThat(back[1]).isEqualTo(states);
    assertThat((String[]) back[2]).isEqualTo(arguments[2]);
    assertThat(back[3]).isEqualTo(Optional.of(Duration.ZERO));
  }

  @Test
  void what_the_data_looks_like() {
    byte[] arguments = count.writeArguments(5L, new UUID(0, 1));
    byte[] result = count.writeResult(7);

    assertThat(arguments)
        .asString(UTF_8)
        .isEqualTo("{\"v\":1,\"a\":[\"5\",\"00000000-0000-0000-0000-000000000001\"]}");
    assertThat(result).asString(UTF_8).isEqualTo("{\"v\":1,\"r\":7}");
  }

  @Test
  void results_come_back() {
    Orders.Order order = new Orders.Order();

    assertThat(count.readResult(count.writeResult(7))).isEqualTo(7);
    assertThat(ship.readResult(ship.writeResult(Collections.singletonList(order))))
        .usingRecursiveComparison()
        .isEqualTo(Collections.singletonList(order));
    assertThat(ship.readResult(ship.writeResult(null))).isNull();
  }

  @Test
  void a_method_without_arguments_and_result_has_data_too() {
    CallData nothing = of("nothing");

    assertThat(nothing.readArguments(nothing.writeArguments())).isEmpty();
    assertThat(nothing.readResult(nothing.writeResult(null))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"v\":2,\"a\":[]} | the data has version 2; this Offstage reads version 1",
        "{\"v\":\"1\",\"a\":[]} | the data has no version; this Offstage reads version 1",
        "{\"a\":[]} | the data has no version; this Offstage reads version 1",
        "[1] | the data is not an object with a version",
        "null | the data is not an object with a version",
        "{\"v\":1,\"r\":5} | the data has no 'a'",
        "{\"v\":1,\"a\":null} | the data has no list of arguments",
        "{\"v\":1,\"a\":{}} | the data has no list of arguments",
        "{\"v\":1,\"a\":[1]} | the number of arguments is 1, but the method has 2",
        "{\"v\":1,\"a\":[1,null,3]} | the number of arguments is 3, but the method has 2",
        "{\"v\":1,\"a\":[null,null]} | from: null where the signature says long",
        "{\"v\":1 | the data is not JSON: it ends too early",
      })
  void data_of_no_call_is_refused(String json, String reason) {
    assertThatThrownBy(() -> count.readArguments(json.getBytes(UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(COUNT + reason);
  }

  @Test
  void data_of_no_result_is_refused() {
    assertThatThrownBy(() -> count.readResult("{\"v\":1}".getBytes(UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(COUNT + "the data has no 'r'");
    assertThatThrownBy(() -> count.readResult("{\"v\":1,\"r\":\"x\"}".getBytes(UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(COUNT + "result: the text 'x' where the signature says int");
  }

  @Test
  void a_newer_version_of_an_object_may_have_more_fields() {
    byte[] json = "{\"v\":1,\"a\":[\"5\",null],\"trace\":{}}".getBytes(UTF_8);

    assertThat(count.readArguments(json)).containsExactly(5L, null);
  }

  @Test
  void a_parameter_that_cannot_be_stored_is_refused_with_method_path_and_reason() {
    assertThatThrownBy(() -> of("report"))
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith(
            "dev.offstage.durable.call.Orders#report: report.streams[]: java.io.InputStream cannot"
                + " be stored: it is a class of the JDK that is not in the list; allowed are ");
  }

  @Test
  void a_result_that_cannot_be_stored_does_not_keep_arguments_from_it() {
    CallData print = of("print");
    String[] names = {"a", "b"};

    assertThat(print.readArguments(print.writeArguments((Object) names)))
        .containsExactly((Object) names);
    assertThatThrownBy(print::checkResult)
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith(
            "dev.offstage.durable.call.Orders#print: result: java.io.InputStream cannot be stored");
    assertThatThrownBy(() -> print.writeResult(null)).isInstanceOf(NotStorableException.class);
  }

  @Test
  void arguments_that_do_not_fit_are_refused() {
    assertThatThrownBy(() -> count.writeArguments(5L))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of arguments is 1, but the method has 2");
    assertThatThrownBy(() -> count.writeArguments(null, null))
        .isInstanceOf(NotStorableException.class)
        .hasMessage(COUNT + "from: null where the signature says long");
  }

  @Test
  void arguments_that_are_too_large_together_are_refused() {
    String half = String.join("", Collections.nCopies(9 << 20, "x"));
    Object[] names = {half, half};

    assertThatThrownBy(
            () -> ship.writeArguments(null, null, Arrays.copyOf(names, 2, String[].class), null))
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith("dev.offstage.durable.call.Orders#ship: names[1]: is too long");
  }

  static CallData of(String name) {
    return new CallData(method(name), new Shapes());
  }

  static Method method(String name) {
    return Arrays.stream(Orders.class.getDeclaredMethods())
        .filter(each -> each.getName().equals(name))
        .findAny()
        .orElseThrow(AssertionError::new);
  }
}
