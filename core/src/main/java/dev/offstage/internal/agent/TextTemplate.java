package dev.offstage.internal.agent;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that has the arguments of a call where <code>{0}</code>, <code>{1}</code> are. Immutable.
 */
final class TextTemplate {
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d{1,3})}");
  private static final int MOST = 200;
  private static final int HASH_BYTES = 8;
  private static final int HASH_DIGITS = 2 * HASH_BYTES;

  /** What is before the first argument, between them, and after the last one. */
  private final List<String> texts = new ArrayList<>();

  private final List<Integer> arguments = new ArrayList<>();

  TextTemplate(String template) {
    Matcher argument = ARGUMENT.matcher(template);
    int at = 0;
    while (argument.find()) {
      texts.add(template.substring(at, argument.start()));
      arguments.add(Integer.valueOf(argument.group(1)));
      at = argument.end();
    }
    texts.add(template.substring(at));
  }

  /** The arguments that it needs, counted from 0. */
  List<Integer> arguments() {
    return arguments;
  }

  /** The text for a call, of at most 200 characters. Throws what an argument's toString throws. */
  String of(IntFunction<@Nullable Object> call) {
    StringBuilder text = new StringBuilder(texts.get(0));
    for (int i = 0; i < arguments.size(); i++) {
      text.append(shortened(String.valueOf(call.apply(arguments.get(i)))));
      text.append(texts.get(i + 1));
    }
    return shortened(text.toString());
  }

  /** Texts that differ only behind the first 200 characters are still different. */
  private static String shortened(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    return text.substring(0, MOST - HASH_DIGITS - 1) + '~' + hash(text);
  }

  private static String hash(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      BigInteger number = new BigInteger(1, Arrays.copyOf(all, HASH_BYTES));
      return String.format("%0" + HASH_DIGITS + "x", number);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has it", e);
    }
  }
}
