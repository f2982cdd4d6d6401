package dev.offstage.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As an object if the keys are texts, or else as a list of pairs. */
final class MapShape extends Shape {
  private static final int PAIR = 2;

  private final Shape keys;
  private final Shape values;

  MapShape(Shape keys, Shape values) {
    super(Map.class);
    this.keys = keys;
    this.values = values;
  }

  @Override
  Object encode(Object value, Walk walk) {
    walk.downValue();
    Map<?, ?> map = (Map<?, ?>) value;
    Object object = keys.type == String.class ? object(map, walk) : null;
    Object data = object == null ? pairs(map, walk) : object;
    walk.up();
    return data;
  }

  /** Null if a key is: an object has no such name. */
  private @Nullable Object object(Map<?, ?> map, Walk walk) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = (String) keys.write(entry.getKey(), walk);
      if (key == null) {
        return null;
      }
      walk.atKey(key);
      data.put(key, values.write(entry.getValue(), walk));
    }
    return data;
  }

  private List<Object> pairs(Map<?, ?> map, Walk walk) {
    List<Object> data = new ArrayList<>();
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      walk.atIndex(i++);
      walk.downValue();
      walk.atField("key");
      Object key = keys.write(entry.getKey(), walk);
      walk.atField("value");
      Object value = values.write(entry.getValue(), walk);
      walk.up();
      List<Object> pair = new ArrayList<>(PAIR);
      pair.add(key);
      pair.add(value);
      data.add(pair);
    }
    return data;
  }

  @Override
  Object decode(Object data, Walk walk) {
    Map<Object, Object> map = new LinkedHashMap<>();
    walk.downData();
    if (data instanceof Map && keys.type == String.class) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) data).entrySet()) {
        String key = String.valueOf(entry.getKey());
        walk.atKey(key);
        map.put(key, values.read(entry.getValue(), walk));
      }
    } else {
      int i = 0;
      for (Object pair : expect(List.class, data, walk)) {
        walk.atIndex(i++);
        putPair(pair, map, walk);
      }
    }
    walk.up();
    return map;
  }

  private void putPair(@Nullable Object data, Map<Object, Object> map, Walk walk) {
    if (!(data instanceof List) || ((List<?>) data).size() != PAIR) {
      throw walk.undecodable(
          (data == null ? "null" : Walk.kind(data)) + " where a pair of key and value is expected");
    }
    walk.downData();
    walk.atField("key");
    Object key = keys.read(((List<?>) data).get(0), walk);
    if (map.containsKey(key)) {
      throw walk.undecodable("the same key a second time");
    }
    walk.atField("value");
    map.put(key, values.read(((List<?>) data).get(1), walk));
    walk.up();
  }

  @Override
  Iterable<Shape> parts() {
    return Arrays.asList(keys, values);
  }
}
