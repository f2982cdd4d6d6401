package dev.offstage.containers;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakProbeIT {
  static Stream<Platform> platforms() {
    String only = System.getProperty("probe.only", "");
    Set<Object> seen = new HashSet<>();
    return Platform.all().stream().filter(p -> seen.add(p.container())).filter(p -> p.toString().matches(".*(" + only + ").*"));
  }

  public static void main(String[] a) throws Exception {
    for (Platform p : platforms().toList()) {
      try { new BreakProbeIT().probe(p); } catch (Throwable t) { System.out.println(p + " " + t); }
    }
    System.exit(0);
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void probe(Platform platform) throws Exception {
    StringBuilder out = new StringBuilder("\n### " + platform + "\n");
    try (Server server = platform.newServer()) {
      server.start(List.of(War.named("shop")));
      URI uri = server.baseUri();
      for (String way : System.getProperty("probe.ways", "plain plain-io complete length dispatch dispatch-io abort start-abort throw throw-io").split(" ")) {
        for (int version = 1; version <= 2; version++) {
          int from = server.log().size();
          String result;
          if (version == 1) {
            try (Socket s = new Socket(uri.getHost(), uri.getPort())) {
              s.setSoTimeout(3000);
              s.getOutputStream().write(("GET /shop/break?way=" + way + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes());
              StringBuilder all = new StringBuilder();
              InputStream in = s.getInputStream();
              try {
                for (int b = in.read(); ; b = in.read()) {
                  if (b < 0) { all.append("<EOF>"); break; }
                  all.append((char) b);
                  if (all.toString().endsWith("\r\n0\r\n\r\n")) { all.append("<END>"); break; }
                }
              } catch (Exception e) { all.append("<" + e + ">"); }
              result = all.toString().replace("\r\n", "|");
              if (result.length() > 300) result = result.substring(0, 150) + "..." + result.substring(result.length() - 150);
            }
          } else {
            try {
              var r = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build().send(java.net.http.HttpRequest.newBuilder(uri.resolve("/shop/break?way=" + way)).timeout(java.time.Duration.ofSeconds(4)).build(), java.net.http.HttpResponse.BodyHandlers.ofString());
              result = r.version() + " " + r.statusCode() + " " + r.body().substring(0, Math.min(60, r.body().length())).replace("\n", " ");
            } catch (Exception e) { result = "" + e; }
          }
          Thread.sleep(400);
          List<String> log = server.log();
          out.append(way + " h" + version + ": " + result + "\n");
          log.subList(from, log.size()).stream().filter(l -> !l.startsWith("\tat ") && !l.matches("\\s+at .*")).limit(14).forEach(l -> out.append("      " + l.substring(0, Math.min(220, l.length())) + "\n"));
        }
      }
    }
    Files.writeString(Path.of("/tmp/probe.txt"), out, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
