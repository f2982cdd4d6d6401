package dev.offstage.containers;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Apache Solr 4, the last one that is a WAR: a commit, which writes the index, runs a script for
 * backups, as many installations do, and opens a new searcher.
 */
final class Solr implements ThirdPartyApp {
  private static final int DOCUMENTS = 20_000;
  private static final int WORDS = 30;

  private final Server server = Container.TOMCAT_9.newServer();
  private final Random random = new Random(1);
  private final Path home;
  private Client client;
  private int documents;

  Solr() throws Exception {
    home = Built.newFolder("solr-");
    Path conf = Files.createDirectories(home.resolve("collection1/conf"));
    Files.writeString(home.resolve("solr.xml"), "<solr/>");
    Files.writeString(home.resolve("collection1/core.properties"), "name=collection1");
    Files.writeString(conf.resolve("schema.xml"), SCHEMA);
    Files.writeString(conf.resolve("solrconfig.xml"), CONFIG.formatted(home));
    Files.writeString(home.resolve("backup.sh"), BACKUP);
  }

  @Override
  public String rule() {
    return "org.apache.solr.update.DirectUpdateHandler2#commit(..)";
  }

  @Override
  public void start(boolean redirected) throws Exception {
    ThirdPartyWar war = ThirdPartyWar.of("solr.war", "solr");
    String config = "-Dsolr.solr.home=" + home;
    server.addLibraries(Built.thirdParty("solr-libraries"));
    if (redirected) {
      server.start(List.of(war.withRule(rule())), "-javaagent:" + Built.agentJar(), config);
    } else {
      server.start(List.of(war), config);
    }
    client = new Client(server, "solr");
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public void prepare() throws Exception {
    StringBuilder xml = new StringBuilder("<add>");
    for (int i = 0; i < DOCUMENTS; i++) {
      xml.append("<doc><field name='id'>").append(documents++).append("</field>");
      xml.append("<field name='text'>").append(text()).append("</field></doc>");
    }
    client.post("collection1/update", "text/xml", xml.append("</add>").toString());
  }

  private String text() {
    return random
        .ints(WORDS, 0, 100_000)
        .mapToObj(word -> "word" + word)
        .collect(Collectors.joining(" "));
  }

  @Override
  public HttpResponse<String> requestSlowly() throws Exception {
    return client.get("collection1/update?commit=true");
  }

  @Override
  public boolean isDone() throws Exception {
    String found = client.get("collection1/select?q=*:*&rows=0&wt=json").body();
    return found.contains("\"numFound\":" + documents + ",");
  }

  @Override
  public void hold() throws Exception {
    Files.createFile(home.resolve("hold"));
  }

  @Override
  public boolean isHeld() {
    return Files.exists(home.resolve("held"));
  }

  @Override
  public void release() throws Exception {
    Files.deleteIfExists(home.resolve("hold"));
  }

  @Override
  public void close() throws Exception {
    release();
    server.close();
  }

  private static final String SCHEMA =
      """
      <schema name="articles" version="1.5">
        <types>
          <fieldType name="string" class="solr.StrField"/>
          <fieldType name="long" class="solr.TrieLongField"/>
          <fieldType name="text" class="solr.TextField">
            <analyzer><tokenizer class="solr.StandardTokenizerFactory"/></analyzer>
          </fieldType>
        </types>
        <fields>
          <field name="id" type="string" required="true"/>
          <field name="text" type="text"/>
          <field name="_version_" type="long"/>
        </fields>
        <uniqueKey>id</uniqueKey>
      </schema>
      """;

  private static final String CONFIG =
      """
      <config>
        <luceneMatchVersion>4.10.4</luceneMatchVersion>
        <requestHandler name="/select" class="solr.SearchHandler"/>
        <updateHandler class="solr.DirectUpdateHandler2">
          <listener event="postCommit" class="solr.RunExecutableListener">
            <str name="exe">/bin/sh</str>
            <str name="dir">%s</str>
            <bool name="wait">true</bool>
            <arr name="args"><str>backup.sh</str></arr>
          </listener>
        </updateHandler>
      </config>
      """;

  /** Copies nothing, but takes as long as the test wants, or 40 seconds. */
  private static final String BACKUP =
      """
      if [ -e hold ]; then : > held; fi
      tenths=0
      while [ -e hold ] && [ $tenths -lt 400 ]; do
        sleep 0.1
        tenths=$((tenths + 1))
      done
      rm -f held
      """;
}
