package dev.offstage.durable.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.codec.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other formats make objects of, at every place where a value is: here it is a text, or
 * refused.
 */
class GadgetsTest {
  private static final String NAME = "dev.offstage.durable.call.Gadget";

  private final CallData ship = CallDataTest.of("ship");

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Jackson: a property, an array around the value, an object around it, a class as a text.
        "{\"@class\":\"NAME\"}",
        "{\"@class\":\"NAME\",\"id\":\"5\"}",
        "[\"NAME\",{}]",
        "[\"NAME\",[]]",
        "{\"NAME\":{}}",
        "\"NAME\"",
        "[\"com.sun.rowset.JdbcRowSetImpl\",{\"dataSourceName\":\"ldap://127.0.0.1:1/x\"}]",
        // Fastjson, json-io, flexjson, Json.NET.
        "{\"@type\":\"NAME\"}",
        "{\"@type\":\"java.lang.Class\",\"val\":\"NAME\"}",
        "{\"@type\":\"java.lang.AutoCloseable\",\"@type\":\"NAME\"}",
        "{\"class\":\"NAME\"}",
        "{\"class\":{\"name\":\"NAME\"}}",
        "{\"$type\":\"NAME, x\"}",
        "{\"@id\":1,\"@ref\":1}",
        "{\"$ref\":\"$\"}",
        // Eclipse Yasson, Genson, XStream, SnakeYAML, jsonpickle.
        "{\"py/object\":\"NAME\"}",
        "{\"#class\":\"NAME\"}",
        "\"!!NAME []\"",
        "\"!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]\"",
        "\"<java.lang.ProcessBuilder/>\"",
        // Java serialization, expressions, names of JNDI and of constants.
        "\"rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==\"",
        "\"${jndi:ldap://127.0.0.1:1/x}\"",
        "\"#{T(java.lang.Runtime).getRuntime().exec('x')}\"",
        "\"NAME.VALUE\"",
        "{\"__proto__\":{\"made\":1}}",
        // A URL whose protocol names a class.
        "\"dev.offstage.durable.call.Gadget:x\"",
      })
  void nothing_is_made_of_a_gadget(String pattern) {
    String gadget = pattern.replace("NAME", NAME);
    int refused = 0;
    List<String> places = places(gadget);
    for (String json : places) {
      try {
        assertOrder(ship.readArguments(json.getBytes(UTF_8)));
      } catch (UndecodableException e) {
        refused++;
      }
    }

    assertThat(refused).as("refused of " + places).isGreaterThan(places.size() / 3);
    assertThat(System.getProperty("gadget")).isNull();
  }

  private static List<String> places(String gadget) {
    List<String> places = new ArrayList<>();
    places.add(gadget);
    places.add("{\"v\":" + gadget + ",\"a\":[null,null,null,null]}");
    places.add("{\"v\":1,\"a\":" + gadget + "}");
    String[] arguments = {
      "GADGET,null,null,null",
      "null,GADGET,null,null",
      "null,[[GADGET,[]]],null,null",
      "null,[[1,GADGET]],null,null",
      "null,null,GADGET,null",
      "null,null,[GADGET],null",
      "null,null,null,GADGET",
      "null,null,null,[GADGET]",
      "{\"id\":GADGET},null,null,null",
      "{\"state\":GADGET},null,null,null",
      "{\"items\":GADGET},null,null,null",
      "{\"items\":[GADGET]},null,null,null",
      "{\"items\":[{\"picture\":GADGET}]},null,null,null",
      "{\"items\":[{\"price\":GADGET}]},null,null,null",
      "{\"replaced\":GADGET},null,null,null",
      "{\"unknown\":GADGET},null,null,null",
    };
    for (String each : arguments) {
      places.add("{\"v\":1,\"a\":[" + each.replace("GADGET", gadget) + "]}");
    }
    return places;
  }

  /** Where none was refused there are the classes of the signature. */
  private static void assertOrder(Object[] arguments) {
    assertThat(arguments).hasSize(4);
    Orders.Order order = (Orders.Order) arguments[0];
    if (order != null && order.items != null) {
      List<Object> items = new ArrayList<>(order.items);
      assertThat(items).allMatch(item -> item == null || item.getClass() == Orders.Item.class);
    }
    String[] names = (String[]) arguments[2];
    assertThat(names == null ? String[].class : names.getClass()).isEqualTo(String[].class);
  }
}
