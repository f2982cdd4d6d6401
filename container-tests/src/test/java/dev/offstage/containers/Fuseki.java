package dev.offstage.containers;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Apache Jena Fuseki, a database for RDF: an update that loads a document from another server. */
final class Fuseki implements ThirdPartyApp {
  private static final int TRIPLES = 1000;

  private final Server server = Container.TOMCAT_11.newServer();
  private final Hold hold = new Hold();
  private final SlowWebServer source;
  private final String keys;
  private Client client;
  private int loads;

  Fuseki() throws Exception {
    this("", null);
  }

  /**
   * One whose partner is in some mood.
   *
   * @param keys those of the rule; there is a limit of the name {@code documents}
   * @param mood null for one that can be held up
   */
  Fuseki(String keys, SlowWebServer.Mood mood) throws Exception {
    String document =
        IntStream.range(0, TRIPLES)
            .mapToObj(
                "<http://photos.example/%1$d> <http://photos.example/no> \"%1$d\" .\n"::formatted)
            .collect(Collectors.joining());
    SlowWebServer.Mood held =
        number -> {
          hold.pass();
          return 200;
        };
    this.keys = keys;
    this.source = new SlowWebServer(mood == null ? held : mood, "application/n-triples", document);
  }

  SlowWebServer source() {
    return source;
  }

  @Override
  public String rule() {
    return "org.apache.jena.sparql.modify.UpdateEngineWorker"
        + "#visit(org.apache.jena.sparql.modify.request.UpdateLoad)"
        + keys;
  }

  @Override
  public void start(boolean redirected) throws Exception {
    ThirdPartyWar war = ThirdPartyWar.of("jena-fuseki-war.war", "fuseki");
    String folder = "-DFUSEKI_BASE=" + Built.newFolder("fuseki-");
    String limit = "-Doffstage.limit.documents=100/s";
    server.addLibraries(Built.thirdParty("fuseki-libraries"));
    if (redirected) {
      server.start(List.of(war.withRule(rule())), "-javaagent:" + Built.agentJar(), folder, limit);
    } else {
      server.start(List.of(war), folder);
    }
    client = new Client(server, "fuseki");
    client.post("$/datasets?dbName=photos&dbType=mem", "application/x-www-form-urlencoded", "");
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public void prepare() {}

  @Override
  public HttpResponse<String> requestSlowly() throws Exception {
    loads++;
    String update = "LOAD <%s> INTO GRAPH <http://photos.example/album/%d>";
    return client.post(
        "photos/update", "application/sparql-update", update.formatted(source.uri(), loads));
  }

  @Override
  public boolean isDone() throws Exception {
    String query = Client.encode("SELECT (COUNT(*) AS ?n) { GRAPH ?album { ?photo ?no ?value } }");
    String answer = client.get("photos/query?output=csv&query=" + query).body();
    return answer.lines().toList().equals(List.of("n", String.valueOf(loads * TRIPLES)));
  }

  @Override
  public void hold() {
    hold.close();
  }

  @Override
  public boolean isHeld() {
    return hold.isHolding();
  }

  @Override
  public void release() {
    hold.open();
  }

  @Override
  public void close() {
    Server.end(server);
    source.close();
  }
}
