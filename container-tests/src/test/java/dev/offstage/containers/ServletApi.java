package dev.offstage.containers;

import java.nio.file.Path;
import java.util.Locale;

/** The two names of one API. */
enum ServletApi {
  JAVAX("http://xmlns.jcp.org/xml/ns/javaee", "3.1", "dev.offstage.javaee.OffstageFilter"),
  JAKARTA("https://jakarta.ee/xml/ns/jakartaee", "5.0", "dev.offstage.servlet.OffstageFilter");

  final String namespace;
  final String version;
  final String filter;

  ServletApi(String namespace, String version, String filter) {
    this.namespace = namespace;
    this.version = version;
    this.filter = filter;
  }

  /** Its name, as people write it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The webapp's classes for this API. */
  Path classes() {
    return Built.file("webapp." + label());
  }
}
