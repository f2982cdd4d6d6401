package dev.offstage.servlet.reply;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;
import java.util.Set;

/**
 * Stands between the layers that filters put around a response in two dispatches of one request: in
 * the first one, whose work made the reply, and in the one that writes it.
 *
 * <p>A filter that knows of asynchronous requests keeps its layer from the first and ends it now.
 * Any other has ended its layer already, empty, and puts on a new one: then the old one must go, or
 * it would swallow what the new one hands down.
 */
public final class Relay extends HttpServletResponseWrapper {
  /**
   * Makes it.
   *
   * @param former the response as it was in the first dispatch
   */
  public Relay(HttpServletResponse former) {
    super(former);
  }

  /**
   * Takes those layers out of the former response that this dispatch has put on again.
   *
   * @param last the response at the end of this dispatch
   */
  public void settle(ServletResponse last) {
    Set<Class<?>> renewed = Layers.types(Layers.of(last, this));
    List<ServletResponseWrapper> former = Layers.of(getResponse(), null);
    ServletResponse below = Layers.bottom(this);
    for (int i = former.size() - 1; i >= 0; i--) {
      ServletResponseWrapper layer = former.get(i);
      if (!renewed.contains(layer.getClass())) {
        if (layer.getResponse() != below) {
          layer.setResponse(below);
        }
        below = layer;
      }
    }
    setResponse(below);
  }
}
