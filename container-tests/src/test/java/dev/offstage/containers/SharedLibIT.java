package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class in the server's own lib folder, which no webapp's loader defines. */
class SharedLibIT {
  private static final String SHOP = "dev.offstage.containers.program.Shop";
  private static final String WEB_XML =
      """
      <web-app xmlns='%s' version='%s'>
        <context-param>
          <param-name>offstage.redirect</param-name>
          <param-value>%s#stamp returns="later"</param-value>
        </context-param>
      </web-app>
      """;
  private static final String PAGE =
      "<% dev.offstage.containers.program.Main.callAndPrint(); %>called";

  private final Server server = Container.TOMCAT_9.newServer();

  @TempDir private Path lib;

  @BeforeEach
  void makeLib() throws Exception {
    new Bundle().withProgram().writeTo(lib.resolve("shop.jar"));
  }

  @AfterEach
  void stop() {
    Server.end(server);
  }

  private void startAndCall(Bundle war) throws Exception {
    server.addLibraries(lib);
    Deployable shop =
        (folder, api) ->
            war.with("WEB-INF/web.xml", WEB_XML.formatted(api.namespace, api.version, SHOP))
                .with("call.jsp", PAGE)
                .writeTo(folder.resolve("shop.war"));
    server.start(List.of(shop), "-javaagent:" + Built.agentJar());
    assertThat(new Client(server, "shop").get("call.jsp").body()).isEqualTo("called");
  }

  @Test
  void stays_as_written_with_the_reason_in_the_log_when_only_the_webapp_has_offstage()
      throws Exception {
    startAndCall(new Bundle().with("WEB-INF/lib/offstage.jar", Built.offstageJar()));

    assertThat(Program.ownLines(server.log()))
        .contains("answer: stamped late")
        .noneMatch(line -> line.contains("offstage-"));
    awaitLog("[offstage] refuses " + SHOP + " (@Background): its loader ", "not see Offstage");
    awaitLog("'" + SHOP + "#stamp'", "matches nothing: the class comes from the server's own");
  }

  private void awaitLog(String... parts) {
    await()
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
  }

  @Test
  void is_redirected_when_offstage_is_in_the_same_folder() throws Exception {
    Files.copy(Built.offstageJar(), lib.resolve("offstage.jar"));

    startAndCall(new Bundle());

    assertThat(Program.ownLines(server.log()))
        .isEqualTo(
            Program.REDIRECTED.stream()
                .map(line -> line.replace("offstage-main-", "offstage-shop-"))
                .toList());
  }
}
