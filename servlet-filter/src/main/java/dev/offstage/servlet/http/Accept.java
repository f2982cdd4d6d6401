package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/** What a client says in {@code Accept} (RFC 9110, section 12.5.1). Immutable. */
public final class Accept {
  /** What java.net.HttpURLConnection sends for a program that has not set anything. */
  private static final String OF_THE_JDK = "text/html, image/gif, image/jpeg";

  private final String value;

  private Accept(String value) {
    this.value = value;
  }

  public static Accept of(HttpServletRequest request) {
    StringBuilder all = new StringBuilder();
    Enumeration<String> values = request.getHeaders("Accept");
    while (values != null && values.hasMoreElements()) {
      all.append(all.length() == 0 ? "" : ", ").append(values.nextElement());
    }
    return new Accept(all.toString());
  }

  /** Whether it is a browser that would show a page: it names HTML, and likes no JSON as much. */
  public boolean wantsPage() {
    double html = quality("text/html");
    return html > 0 && html > quality("application/json") && !value.startsWith(OF_THE_JDK);
  }

  /** Whether it names this type, and not only a range that it is in. */
  public boolean names(String type) {
    return quality(type) > 0;
  }

  /** How much it likes this type, 0 to 1; 0 as well if it does not name it. */
  private double quality(String type) {
    for (String range : HeaderElements.of(value, ',')) {
      List<String> parts = HeaderElements.of(range, ';');
      if (!parts.isEmpty() && parts.get(0).equalsIgnoreCase(type)) {
        return quality(parts);
      }
    }
    return 0;
  }

  /** What {@code q} says among the parameters of an element; 1 without it. */
  static double quality(List<String> parts) {
    for (String part : parts) {
      String parameter = part.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        // Digits only: parseDouble knows NaN and exponents.
        String number = parameter.substring(2);
        return number.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(number) : 1;
      }
    }
    return 1;
  }
}
