package dev.offstage.containers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** WildFly, standalone with its usual configuration. */
final class WildFly extends AbstractServer {
  private static final String[] EXPORTS_AND_OPENS = {
    "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
    "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.net=ALL-UNNAMED",
    "--add-opens=java.base/java.security=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.management/javax.management=ALL-UNNAMED",
    "--add-opens=java.naming/javax.naming=ALL-UNNAMED"
  };

  private int port;

  WildFly(ServletApi api, Path home, Path jdk) {
    super(api, home, jdk);
  }

  @Override
  Path webapps() {
    return base().resolve("deployments");
  }

  @Override
  void prepare() throws Exception {
    copyFolder(home().resolve("standalone"), base());
    Path users = base().resolve("configuration/application-users.properties");
    String secret = USER + ":ApplicationRealm:" + PASSWORD;
    byte[] hash = MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8));
    Files.writeString(users, USER + "=" + HexFormat.of().formatHex(hash) + "\n");
    Files.writeString(
        base().resolve("configuration/application-roles.properties"), USER + "=" + ROLE + "\n");
    Path configuration = base().resolve("configuration/standalone.xml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replaceAll("scan-interval=\"\\d+\"", "scan-interval=\"1000\""));
    port = FreePort.find();
  }

  @Override
  List<String> command(List<String> jvmArgs) throws Exception {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(EXPORTS_AND_OPENS));
    command.addAll(jvmArgs);
    command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-Djava.awt.headless=true"));
    command.add("-Djboss.modules.system.pkgs=org.jboss.byteman");
    command.add("-Dorg.jboss.boot.log.file=" + base().resolve("log/server.log"));
    command.add("-Dlogging.configuration=file:" + base() + "/configuration/logging.properties");
    command.addAll(List.of("-jar", home().resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home().resolve("modules").toString(), "org.jboss.as.standalone"));
    command.addAll(List.of("-Djboss.home.dir=" + home(), "-Djboss.server.base.dir=" + base()));
    command.addAll(List.of("-b=127.0.0.1", "-bmanagement=127.0.0.1"));
    command.add("-Djboss.http.port=" + port);
    command.add("-Djboss.https.port=" + FreePort.find());
    command.add("-Djboss.management.http.port=" + FreePort.find());
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    // With or without errors: a webapp among them is meant to fail.
    started.awaitLine(" started ");
    return port;
  }
}
