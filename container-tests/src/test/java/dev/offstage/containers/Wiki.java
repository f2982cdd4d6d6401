package dev.offstage.containers;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * JSPWiki: the request that registers a user also sends a welcome mail. Whether that can be sent
 * makes no difference to the answer, only to the time that it takes.
 */
final class Wiki implements ThirdPartyApp {
  private final Server server = Container.TOMCAT_9.newServer();
  private final Hold hold = new Hold();
  private final SlowMailServer mailServer;
  private Client client;
  private int users;

  Wiki() throws Exception {
    mailServer = new SlowMailServer(hold);
  }

  @Override
  public String rule() {
    return "org.apache.wiki.util.MailUtil#sendMessage(..)";
  }

  @Override
  public void start(boolean redirected) throws Exception {
    ThirdPartyWar war = ThirdPartyWar.of("jspwiki-war.war", "wiki");
    String config = "-Djspwiki.custom.config=" + writeConfig();
    if (redirected) {
      server.start(List.of(war.withRule(rule())), "-javaagent:" + Built.agentJar(), config);
    } else {
      server.start(List.of(war), config);
    }
    client = new Client(server, "wiki");
  }

  private Path writeConfig() throws Exception {
    Path folder = Built.newFolder("wiki-");
    String pages = Files.createDirectory(folder.resolve("pages")).toString();
    return Files.writeString(
        folder.resolve("wiki.properties"),
        """
        jspwiki.fileSystemProvider.pageDir=%1$s
        jspwiki.basicAttachmentProvider.storageDir=%1$s
        jspwiki.workDir=%2$s/work
        jspwiki.xmlUserDatabaseFile=%2$s/users.xml
        jspwiki.xmlGroupDatabaseFile=%2$s/groups.xml
        mail.smtp.host=127.0.0.1
        mail.smtp.port=%3$d
        # It would give up on the mail server after five seconds.
        mail.smtp.timeout=60000
        """
            .formatted(pages, folder, mailServer.port()));
  }

  @Override
  public Server server() {
    return server;
  }

  /** A visitor of its own for each user: who is registered is logged in. */
  @Override
  public void prepare() throws Exception {
    client = new Client(server, "wiki");
    client.get("Login.jsp?tab=profile");
  }

  @Override
  public HttpResponse<String> requestSlowly() throws Exception {
    users++;
    return client.submit(
        "Login.jsp?tab=profile",
        Map.of(
            "action", "saveProfile",
            "ok", "Save profile",
            "redirect", "Main",
            "loginname", "user" + users,
            "fullname", "User Number " + users,
            "email", "user" + users + "@example.org",
            "password", "a secret",
            "password2", "a secret"));
  }

  @Override
  public boolean isDone() {
    for (int i = 1; i <= users; i++) {
      String to = "To: user" + i + "@example.org";
      if (mailServer.mails().stream().noneMatch(mail -> mail.contains(to))) {
        return false;
      }
    }
    return true;
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
  public void close() throws Exception {
    Server.end(server);
    mailServer.close();
  }
}
