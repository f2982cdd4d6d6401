package com.acme.shop;

/** What many applications have. */
final class Login {
  private static final class Holder extends ThreadLocal<String> {}

  private static final Holder CURRENT = new Holder();

  private Login() {}

  static String user() {
    return CURRENT.get();
  }
}
