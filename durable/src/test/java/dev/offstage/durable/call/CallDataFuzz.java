package dev.offstage.durable.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.offstage.durable.json.Json;
import dev.offstage.internal.codec.UndecodableException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes as whoever may write to the table could leave them: they are read as what the signature
 * says, or refused, and nothing else is ever loaded, made or called.
 */
public final class CallDataFuzz {
  private static final CallData SHIP = CallDataTest.of("ship");
  private static final CallData COUNT = CallDataTest.of("count");

  /** Of texts, each of which Jazzer would need long to come to. */
  private static final String[] PIECES = {
    "{\"v\":1,\"a\":[",
    "{\"v\":1,\"r\":",
    "]}",
    "{\"id\":\"5\",\"state\":\"PAID\",\"items\":[",
    "{\"id\":",
    ",\"state\":\"NEW\"",
    ",\"items\":[",
    "{\"name\":\"\\ud800\",\"price\":\"NaN\",\"picture\":\"AQI=\"}",
    ",\"replaced\":{",
    "[[5,[\"PAID\",\"NEW\"]]]",
    "[\"a\",null]",
    "[\"90s 500ns\"]",
    "\"00000000-0000-0000-0000-000000000001\"",
    "\"@class\":\"java.lang.ProcessBuilder\"",
    "\"@type\":\"dev.offstage.durable.call.Gadget\"",
    "\"class\":{\"name\":\"dev.offstage.durable.call.Gadget\"}",
    "\"dev.offstage.durable.call.Gadget\"",
    "{\"v\":1,\"a\":[{\"@type\":\"dev.offstage.durable.call.Gadget\"},null,null,null]}",
    "{\"v\":1,\"r\":[{\"@type\":\"dev.offstage.durable.call.Gadget\"}]}",
    "\"javax.naming.InitialContext\"",
    "\"!!javax.script.ScriptEngineManager [x]\"",
    "\"rO0ABXNyAA==\"",
    "\"$ref\":\"#/a/0\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "9223372036854775808",
    "-1e999",
    "NaN",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "{\"replaced\":{\"replaced\":{\"replaced\":{\"replaced\":{\"replaced\":",
    "\ufeff",
    "null",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":"
  };

  private CallDataFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    byte[] json = data.consumeBoolean() ? pieces(data) : data.consumeRemainingAsBytes();
    tree(json);
    arguments(SHIP, json, Orders.Order.class, Map.class, String[].class, Optional.class);
    arguments(COUNT, json, Long.class, java.util.UUID.class);
    try {
      Object result = SHIP.readResult(json);
      assertThat(result == null || result instanceof List).isTrue();
      byte[] written = SHIP.writeResult(result);
      assertThat(SHIP.writeResult(SHIP.readResult(written))).isEqualTo(written);
    } catch (UndecodableException e) {
      assertRefusal(e);
    }
    assertThat(System.getProperty("gadget")).isNull();
  }

  private static byte[] pieces(FuzzedDataProvider data) {
    StringBuilder json = new StringBuilder(data.pickValue(PIECES));
    while (data.remainingBytes() > 0) {
      json.append(data.consumeInt(0, 9) == 0 ? data.consumeString(5) : data.pickValue(PIECES));
    }
    return json.toString().getBytes(UTF_8);
  }

  private static void tree(byte[] json) {
    Object tree;
    try {
      tree = Json.read(json);
    } catch (UndecodableException e) {
      assertRefusal(e);
      return;
    }
    assertPlain(tree);
    assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
  }

  private static void assertPlain(Object tree) {
    if (tree instanceof Map) {
      ((Map<?, ?>) tree).values().forEach(CallDataFuzz::assertPlain);
    } else if (tree instanceof Collection) {
      ((Collection<?>) tree).forEach(CallDataFuzz::assertPlain);
    } else if (tree != null) {
      assertThat(tree)
          .isInstanceOfAny(String.class, Boolean.class, Integer.class, Long.class, Double.class);
    }
  }

  private static void arguments(CallData method, byte[] json, Class<?>... types) {
    Object[] arguments;
    try {
      arguments = method.readArguments(json);
    } catch (UndecodableException e) {
      assertRefusal(e);
      return;
    }
    assertThat(arguments).hasSameSizeAs(types);
    for (int i = 0; i < types.length; i++) {
      assertThat(arguments[i] == null || types[i].isInstance(arguments[i]))
          .as("%s", Arrays.toString(arguments))
          .isTrue();
    }
    byte[] written = method.writeArguments(arguments);
    assertThat(method.writeArguments(method.readArguments(written))).isEqualTo(written);
  }

  private static void assertRefusal(UndecodableException e) {
    assertThat(e.getMessage()).isNotEmpty().matches("[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]*");
    assertThat(e.getMessage().length()).isLessThan(10_000);
  }
}
