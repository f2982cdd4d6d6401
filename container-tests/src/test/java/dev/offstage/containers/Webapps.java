package dev.offstage.containers;

import java.util.ArrayList;
import java.util.List;

/** The copies of the one WAR that every server has in it. */
final class Webapps {
  private Webapps() {}

  static List<War> all() {
    return List.of(
        War.named("shop")
            .contextParam("offstage.pool.size", "3")
            .contextParam("offstage.pool.tiny.size", "1")
            .contextParam("offstage.pool.tiny.queue", "1")
            .contextParam("offstage.pool.slow.size", "1")
            .contextParam("offstage.pool.slow.queue", "1")
            .contextParam(
                "offstage.respond",
                """
                GET POST /report/**
                GET /plain/report
                GET /secret/**
                GET /slow/** pool=slow""")
            .contextParam("offstage.redirect", "dev.offstage.containers.webapp.Audit#record(..)"),
        War.named("bar"),
        War.named("pages").withErrorPage().contextParam("offstage.respond", "GET /report/**"),
        War.named("closed")
            .closedWithFilter("pool.size", "5")
            .closedWithFilter("respond", "GET /report/** wait=40s"),
        War.named("bad").contextParam("offstage.pool.size", "many"));
  }

  /** The same, and one whose listener sees each request in front of its filters. */
  static List<War> withListener() {
    List<War> all = new ArrayList<>(all());
    all.add(
        War.named("listens")
            .withClientListener()
            .contextParam("offstage.respond", "GET /report/**"));
    return all;
  }
}
