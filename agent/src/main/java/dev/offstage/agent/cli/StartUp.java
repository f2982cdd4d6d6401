package dev.offstage.agent.cli;

import dev.offstage.agent.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether Offstage starts in a webapp at all: without that nothing is redirected, and no server
 * says a word. What is found here was tried on each server of docs/compatibility.md.
 */
final class StartUp {
  static final List<String> FILTERS =
      Arrays.asList("dev.offstage.servlet.OffstageFilter", "dev.offstage.javaee.OffstageFilter");

  private static final String ADD_FILTER =
      "add a <filter> with the class "
          + FILTERS.get(0)
          + " (in a javax webapp "
          + FILTERS.get(1)
          + ") and a <filter-mapping> to /*";

  /** Something that keeps Offstage from starting, or may do so. */
  static final class Finding {
    final String kind;
    final boolean certain;
    final String text;

    Finding(String kind, boolean certain, String text) {
      this.kind = kind;
      this.certain = certain;
      this.text = text;
    }

    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", kind);
      map.put("certain", certain);
      map.put("text", text);
      return map;
    }
  }

  private StartUp() {}

  /**
   * What is missing; empty if nothing is, or if the deployment is no webapp.
   *
   * @param provided whether the server has offstage.jar in a folder for all webapps
   */
  static List<Finding> of(Deployment deployment, @Nullable WebXml webXml, boolean provided) {
    List<Finding> findings = new ArrayList<>();
    if (!deployment.isWebapp()) {
      return findings;
    }
    if (!deployment.seesOffstage() && !provided) {
      findings.add(
          new Finding(
              "no-library",
              true,
              "offstage.jar is not inside: without it nothing is redirected. If the server has it"
                  + " in a folder for all webapps, say so with --provided"));
    }
    findings.addAll(MisplacedJars.in(deployment));
    if (webXml != null) {
      add(webXml, findings);
    }
    return findings;
  }

  private static void add(WebXml webXml, List<Finding> findings) {
    if (webXml.isDisabled()) {
      findings.add(new Finding("disabled", true, "offstage.enabled is false in WEB-INF/web.xml"));
    }
    for (String type : webXml.filterClasses()) {
      if (type.startsWith("dev.offstage.") && !FILTERS.contains(type)) {
        String nearest = Nearest.to(type, FILTERS);
        findings.add(
            new Finding(
                "unknown-filter",
                true,
                "WEB-INF/web.xml names a filter class "
                    + type
                    + ", which does not exist; did you mean "
                    + (nearest == null ? String.join(" or ", FILTERS) : nearest)
                    + "?"));
      }
    }
    String filter = webXml.filter();
    if (webXml.shutsInitializersOut()) {
      if (filter == null) {
        findings.add(
            new Finding(
                "absolute-ordering",
                true,
                "the <absolute-ordering> in WEB-INF/web.xml has no <others/>, so the server does"
                    + " not let offstage.jar start by itself; "
                    + ADD_FILTER));
      } else if (!webXml.isMapped(filter)) {
        findings.add(
            new Finding(
                "filter-not-mapped",
                true,
                "nothing but the filter '"
                    + filter
                    + "' in WEB-INF/web.xml can start Offstage, and some servers never start a"
                    + " filter without a mapping; add a <filter-mapping> to /*"));
      }
    } else if (filter == null && webXml.version().startsWith("2.")) {
      findings.add(
          new Finding(
              "old-web-xml",
              false,
              "WEB-INF/web.xml is of version "
                  + webXml.version()
                  + ": Jetty 9 then does not let offstage.jar start by itself; for Jetty 9 "
                  + ADD_FILTER));
    }
  }
}
