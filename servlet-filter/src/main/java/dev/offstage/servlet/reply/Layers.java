package dev.offstage.servlet.reply;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What filters have put around the container's response, from the outside in. */
final class Layers {
  private Layers() {}

  static List<ServletResponseWrapper> of(
      ServletResponse response, @Nullable ServletResponse until) {
    List<ServletResponseWrapper> layers = new ArrayList<>();
    ServletResponse at = response;
    while (at != until && at instanceof ServletResponseWrapper) {
      layers.add((ServletResponseWrapper) at);
      at = ((ServletResponseWrapper) at).getResponse();
    }
    return layers;
  }

  /** The container's own, below all of them. */
  static ServletResponse bottom(ServletResponse response) {
    ServletResponse at = response;
    while (at instanceof ServletResponseWrapper) {
      at = ((ServletResponseWrapper) at).getResponse();
    }
    return at;
  }

  static Set<Class<?>> types(List<ServletResponseWrapper> layers) {
    Set<Class<?>> types = new LinkedHashSet<>();
    layers.forEach(layer -> types.add(layer.getClass()));
    return types;
  }
}
