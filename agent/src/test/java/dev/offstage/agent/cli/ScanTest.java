package dev.offstage.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.LoadedApp;
import dev.offstage.agent.app.Post;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanTest {
  private static final String POST = "dev.offstage.agent.app.Post";
  private static final String RULES =
      POST
          + "+#se*(..) pool=mail\n"
          + POST
          + "#*(..) returns=null\n"
          + "dev.offstage.agent.app..*#download(..)";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(arguments, new PrintStream(out, true), new PrintStream(err, true));
  }

  private String rules(String text) throws IOException {
    Path file = folder.resolve("shop.rules");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  private Archives jar() throws IOException {
    return new Archives().withClasses("");
  }

  @Test
  void should_list_what_the_agent_then_does() throws Exception {
    String rules = rules(RULES);
    String war = new Archives().withClasses("WEB-INF/classes/").writeTo(folder.resolve("shop.war"));

    run("scan", war, "--rules", rules);

    LoadedApp app = LoadedApp.load(RULES, rules, Archives.CLASSES);
    assertThat(Archives.lines(out.toString(), "redirects")).isEqualTo(app.redirected());
    assertThat(Archives.lines(out.toString(), "refuses")).isEqualTo(app.refused());
    assertThat(app.redirected()).hasSizeGreaterThan(20);
    assertThat(app.refused()).hasSizeGreaterThan(5);
  }

  @Test
  void should_find_the_same_in_a_jar_in_a_war_in_an_ear_and_in_folders() throws Exception {
    String rules = rules(RULES);
    byte[] library = jar().bytes();
    byte[] war = new Archives().with("WEB-INF/lib/app.jar", library).bytes();
    run("scan", jar().writeTo(folder.resolve("app.jar")), "--rules", rules);
    List<String> expected = Archives.lines(out.toString(), "re");
    assertThat(expected).hasSizeGreaterThan(20);

    for (String archive :
        Arrays.asList(
            new Archives().with("WEB-INF/lib/app.jar", library).writeTo(folder.resolve("a.war")),
            new Archives().with("BOOT-INF/lib/app.jar", library).writeTo(folder.resolve("b.jar")),
            new Archives().with("shop.war", war).writeTo(folder.resolve("c.ear")),
            new Archives()
                .with("META-INF/application.xml", new byte[0])
                .with("lib/app.jar", library)
                .with("empty.war", new Archives().with("WEB-INF/x", new byte[0]).bytes())
                .writeTo(folder.resolve("d.ear")),
            new Archives().with("WEB-INF/lib/app.jar", library).unpackTo(folder.resolve("e")),
            new Archives().withClasses("WEB-INF/classes/").unpackTo(folder.resolve("f")),
            jar().unpackTo(folder.resolve("g")))) {
      run("scan", archive, "--rules", rules);
      assertThat(Archives.lines(out.toString(), "re")).as(archive).isEqualTo(expected);
    }
  }

  @Test
  void should_use_the_rules_in_the_web_xml_also_of_an_old_one() throws Exception {
    String war =
        new Archives()
            .withClasses("WEB-INF/classes/")
            .withWebXml("  " + POST + "#reply")
            .writeTo(folder.resolve("shop.war"));

    assertThat(run("scan", war)).isZero();
    assertThat(out.toString())
        .contains(
            "redirects "
                + POST
                + "#reply(java.lang.String) to the pool 'default' (offstage.redirect (context-param"
                + " in web.xml), line 1)")
        .doesNotContain("does not start here");
    String without =
        new Archives()
            .with(
                "WEB-INF/classes/a/B.class",
                new ByteBuddy().redefine(Post.class).name("a.B").make().getBytes())
            .writeTo(folder.resolve("without.war"));
    String rules = rules("a.B#send");
    assertThat(run("scan", without, "--rules", rules)).isEqualTo(1);
    assertThat(out.toString())
        .contains("without.war: Offstage does not start here: offstage.jar is not inside");
    assertThat(run("scan", without, "--rules", rules, "--provided")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "org.acme.LoginFilter, false, 0",
    "dev.offstage.servlet.OffstageFilter, false, 1",
    "dev.offstage.javaee.OffstageFilter, false, 1",
    "dev.offstage.servlet.OffstageFilter, true, 2"
  })
  void should_take_rules_from_where_the_library_takes_them(
      String filter, boolean contextParam, int redirected) throws Exception {
    String xml =
        "<web-app><filter><filter-name>f</filter-name><filter-class>"
            + filter
            + "</filter-class><init-param><param-name>redirect</param-name><param-value>"
            + POST
            + "#send(String)</param-value></init-param></filter>"
            + (contextParam
                ? "<context-param><param-name>offstage.redirect</param-name><param-value>"
                    + POST
                    + "#send</param-value></context-param>"
                : "")
            + "</web-app>";
    String war =
        new Archives()
            .with(
                "WEB-INF/classes/" + POST.replace('.', '/') + ".class",
                new ByteBuddy().redefine(Post.class).make().getBytes())
            .with("WEB-INF/web.xml", xml.getBytes(StandardCharsets.UTF_8))
            .writeTo(folder.resolve("shop.war"));

    assertThat(run("scan", war, "--provided")).as(out.toString()).isZero();
    assertThat(Archives.lines(out.toString(), "redirects")).hasSize(redirected);
  }

  /** A war has no servlet API inside, and its libraries have dependencies that are optional. */
  @Test
  void should_look_at_classes_below_one_that_is_not_in_the_archive() throws Exception {
    String war =
        new Archives()
            .withClasses("WEB-INF/classes/")
            .with(
                "WEB-INF/classes/a/S.class",
                new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .subclass(
                        InstrumentedType.Default.of(
                            "a.Missing",
                            TypeDescription.ForLoadedType.of(Object.class).asGenericType(),
                            Visibility.PUBLIC),
                        ConstructorStrategy.Default.NO_CONSTRUCTORS)
                    .name("a.S")
                    .defineMethod("send", void.class)
                    .intercept(StubMethod.INSTANCE)
                    .make()
                    .getBytes())
            .writeTo(folder.resolve("shop.war"));

    String sender = "dev.offstage.agent.app.Sender+#send(..)";
    assertThat(run("scan", war, "--rules", rules(sender))).as(out.toString()).isZero();
    assertThat(out.toString()).contains("Express$Pigeon#send(").doesNotContain("a.S", "mistake");
    assertThat(run("scan", war, "--rules", rules("a.Missing+#send"))).as(out.toString()).isZero();
    assertThat(out.toString()).contains("redirects a.S#send()");
  }

  @Test
  void should_say_with_its_status_whether_every_rule_matched() throws Exception {
    String jar = jar().writeTo(folder.resolve("app.jar"));

    assertThat(run("scan", jar, "--rules", rules(POST + "#send"))).isZero();
    assertThat(run("scan", jar, "--rules", rules(POST + "#sned"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("matches nothing")
        .contains("did you mean " + POST + "#send(");
    assertThat(run("scan", jar, "--rules", rules(POST + "#stamp"))).isEqualTo(1);
    assertThat(out.toString()).contains("it returns java.lang.String");
    assertThat(run("scan", jar, "--rules", rules(POST + "send"))).isEqualTo(1);
    assertThat(out.toString()).contains("mistake: ").contains("line 1, column 1");
  }

  @Test
  void should_write_json() throws Exception {
    String jar = jar().writeTo(folder.resolve("app.jar"));

    run(
        "scan",
        jar,
        "--rules",
        rules(POST + "#stamp returns=\"\\\"\" retries=3 key=\"a b\"\n" + POST + "#x\nx"),
        "--json");

    assertThat(out.toString())
        .startsWith(
            "{\"clean\":false,\"deployments\":[{\"name\":\"app.jar\",\"webapp\":false,\"classes\":"
                + (Archives.CLASSES.length + Archives.LIBRARY.length + 1))
        .contains("\"seesOffstage\":true,\"startUp\":[],\"methods\":[{\"method\":\"")
        .contains(
            "{\"method\":\""
                + POST
                + "#stamp()\",\"outcome\":\"redirected\",\"pool\":\"default\",\"options\":"
                + "{\"retries\":\"3\",\"key\":\"a b\"},\"rule\":{\"text\":\""
                + POST
                + "#stamp\",\"source\":\""
                + folder.resolve("shop.rules")
                + "\",\"line\":1},\"reason\":null,\"warnings\":[]}")
        .contains(
            ",\"mistakes\":[{\"source\":\""
                + folder.resolve("shop.rules")
                + "\",\"line\":3,\"column\":1,\"mistake\":\"'x' is neither a modifier")
        .contains("\"unmatched\":[{\"rule\":{\"text\":\"" + POST + "#x\"")
        .contains("\"line\":2},\"reason\":\"matches nothing: the class has no such method")
        .endsWith("]}\n");
  }

  @Test
  void should_say_what_is_wrong_with_an_archive_or_a_file_of_rules() throws Exception {
    assertThat(run("scan", "/no/such.war")).isEqualTo(1);
    assertThat(err.toString()).contains("/no/such.war cannot be read: it does not exist");
    Path text = Files.write(folder.resolve("text.war"), new byte[] {1, 2, 3});
    assertThat(run("scan", text.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not a zip file");
    String war =
        new Archives().with("WEB-INF/lib/a.jar", new byte[] {1}).writeTo(folder.resolve("b.war"));
    assertThat(run("scan", war)).isEqualTo(1);
    assertThat(err.toString()).contains("/WEB-INF/lib/a.jar is not a zip file");
    String broken =
        new Archives().with("A.class", new byte[] {1, 2}).writeTo(folder.resolve("c.jar"));
    assertThat(run("scan", broken)).isZero();
    assertThat(run("scan", broken, "--rules", rules("A#b"))).isEqualTo(1);
    assertThat(out.toString()).contains("c.jar: mistake: the class A cannot be read: ");
    assertThat(run("scan", broken, "--rules", "/no/rules")).isEqualTo(1);
    assertThat(err.toString()).contains("rules cannot be read: /no/rules");
  }

  @Test
  void should_explain_how_it_is_used() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("scan", "list", "attach", "detach", "Exit status");
    for (String command : Arrays.asList("scan", "advise", "list", "attach", "detach")) {
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).startsWith("Usage: java -jar offstage-agent.jar " + command);
    }
    assertThat(run()).isEqualTo(2);
    assertThat(run("scna")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean scan?");
    assertThat(run("scan")).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: ");
    assertThat(run("scan", "a", "--rule", "b")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean --rules?");
    assertThat(run("scan", "a", "--rules")).isEqualTo(2);
    assertThat(err.toString()).contains("'--rules' needs a value");
    assertThat(run("attach", "shop")).isEqualTo(2);
    assertThat(err.toString()).contains("'shop' is not a process id");
  }
}
