package dev.offstage.durable.bean;

/** A context of Spring with mailers. */
public interface SpringMail {
  /**
   * Defines one.
   *
   * @param scope of Spring's
   * @param primary whether it is the first among several
   */
  void define(String name, String scope, boolean primary);

  /** The same, with advice around it that adds its calls to what was sent. */
  void defineProxied(String name);

  /** The same, behind a proxy that finds the one of the current request. */
  void defineOfRequest(String name);

  void start();

  /** The context itself. */
  Object context();

  Mailer bean(String name);
}
