package dev.offstage.internal.agent;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Where the servlet layer registers how requests are copied. Thread-safe. */
public final class RequestCopies {
  private static volatile @Nullable RequestArguments maker;

  private RequestCopies() {}

  /** Called when the servlet layer starts. */
  public static void madeBy(RequestArguments requests) {
    maker = requests;
  }

  static @Nullable RequestArguments maker() {
    return maker;
  }

  /** Whether an object of this class is a request, or something else that ends with it. */
  static boolean isOfRequest(Class<?> type) {
    RequestArguments requests = maker;
    return requests != null && requests.isOfRequest(type);
  }

  /**
   * Whether a call may have a request among its arguments.
   *
   * @throws IllegalStateException if a parameter belongs to the request and cannot take a copy
   */
  static boolean areNeededFor(MethodType type) {
    boolean needed = false;
    RequestArguments requests = maker;
    if (requests != null) {
      for (Class<?> parameter : type.parameterArray()) {
        if (requests.isOfRequest(parameter) && !requests.fits(parameter)) {
          throw new IllegalStateException(
              "it takes a " + parameter.getName() + ", which does not outlive its request");
        }
        needed |= requests.mayHold(parameter);
      }
    }
    return needed;
  }
}
