package dev.offstage.servlet.lifecycle;

import dev.offstage.internal.runtime.OffstageRuntime;
import jakarta.servlet.FilterRegistration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which requests the filter of a web.xml sees. */
final class FilterMapping {
  private FilterMapping() {}

  /**
   * Checks that the filter sees every request that the rules may be for.
   *
   * @param filter null if it is not in web.xml, and so mapped by this library
   * @throws IllegalArgumentException if it does not; the message says how to map it
   */
  static void check(@Nullable FilterRegistration filter, OffstageRuntime runtime) {
    if (filter == null || runtime.settings().respond().rules().isEmpty()) {
      return;
    }
    Collection<String> mappings = filter.getUrlPatternMappings();
    // Some servers do not know them until the filters are initialized.
    if (!mappings.isEmpty() && !mappings.contains("/*")) {
      throw new IllegalArgumentException(
          "offstage.respond needs the filter '"
              + filter.getName()
              + "' for every request: map it to /* in web.xml, not to "
              + mappings);
    }
  }
}
