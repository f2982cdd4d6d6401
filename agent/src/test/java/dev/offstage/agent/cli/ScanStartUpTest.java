package dev.offstage.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Post;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A webapp in which Offstage does not start is no webapp in which a rule does anything. */
class ScanStartUpTest {
  private static final String FILTER =
      "<filter><filter-name>o</filter-name><filter-class>dev.offstage.javaee.OffstageFilter"
          + "</filter-class></filter>";
  private static final String MAPPING =
      "<filter-mapping><filter-name>o</filter-name><url-pattern>/*</url-pattern></filter-mapping>";
  private static final String OFF =
      "<context-param><param-name>offstage.enabled</param-name><param-value>False</param-value>"
          + "</context-param>";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int scan(String webXml, String... options) throws Exception {
    out.reset();
    String rules = folder.resolve("shop.rules").toString();
    Files.write(
        folder.resolve("shop.rules"),
        (Post.class.getName() + "#send").getBytes(StandardCharsets.UTF_8));
    String war =
        new Archives()
            .withClasses("WEB-INF/classes/")
            .with("WEB-INF/web.xml", webXml.getBytes(StandardCharsets.UTF_8))
            .writeTo(folder.resolve("shop.war"));
    PrintStream printed = new PrintStream(out, true);
    String[] arguments = new String[options.length + 4];
    System.arraycopy(options, 0, arguments, 4, options.length);
    System.arraycopy(new String[] {"scan", war, "--rules", rules}, 0, arguments, 0, 4);
    return Main.run(arguments, printed, printed);
  }

  private static String webApp(String content) {
    return "<web-app version='3.1' metadata-complete='true'>" + content + "</web-app>";
  }

  @Test
  void should_say_that_nothing_happens_where_initializers_are_shut_out() throws Exception {
    assertThat(scan(webApp("<absolute-ordering/>"))).isEqualTo(1);
    assertThat(out.toString())
        .contains("shop.war: Offstage does not start here: the <absolute-ordering> in")
        .contains("add a <filter> with the class dev.offstage.servlet.OffstageFilter");
    assertThat(scan(webApp("<absolute-ordering><name>a</name></absolute-ordering>"))).isEqualTo(1);
    assertThat(scan(webApp("<absolute-ordering/>" + FILTER))).isEqualTo(1);
    assertThat(out.toString()).contains("nothing but the filter 'o' in WEB-INF/web.xml can start");
  }

  private int scanWith(Archives archives, String... options) throws Exception {
    out.reset();
    String war = archives.writeTo(folder.resolve("mixed.war"));
    List<String> arguments = new ArrayList<>(Arrays.asList("scan", war));
    arguments.addAll(Arrays.asList(options));
    PrintStream printed = new PrintStream(out, true);
    return Main.run(arguments.toArray(new String[0]), printed, printed);
  }

  private static byte[] jarWith(String... paths) throws Exception {
    Archives jar = new Archives();
    for (String path : paths) {
      jar.with("dev/offstage/" + path + ".class", new byte[0]);
    }
    return jar.bytes();
  }

  @Test
  void should_say_which_jars_belong_elsewhere() throws Exception {
    byte[] agent = jarWith("agent/OffstageAgent");
    byte[] core = jarWith("internal/agent/AgentBridgeV1");
    byte[] library = jarWith("internal/agent/AgentBridgeV1", "servlet/OffstageFilter");
    String lib = "WEB-INF/lib/";

    assertThat(scanWith(new Archives().with(lib + "offstage-core-0.1.0.jar", core))).isEqualTo(1);
    assertThat(out.toString())
        .contains("mixed.war: Offstage does not start here: offstage-core-0.1.0.jar is the core")
        .contains("put offstage.jar in its place");
    assertThat(scanWith(new Archives().with(lib + "a.jar", library).with(lib + "b.jar", library)))
        .isZero();
    assertThat(out.toString())
        .contains("note: Offstage is inside 2 times", "one of [a.jar, b.jar]");
    assertThat(scanWith(new Archives().with(lib + "a.jar", library).with(lib + "b.jar", agent)))
        .isZero();
    assertThat(out.toString())
        .contains("note: b.jar is the agent, which does nothing inside of a webapp: take it out")
        .contains("-javaagent:/path/to/offstage-agent.jar");
    assertThat(scanWith(new Archives().with(lib + "b.jar", agent))).isEqualTo(1);
    assertThat(out.toString()).contains("offstage.jar is not inside", "b.jar is the agent");
  }

  @Test
  void should_say_which_pools_there_are() throws Exception {
    String mail =
        "<context-param><param-name>offstage.pool.mail.size</param-name><param-value>1"
            + "</param-value></context-param>";
    String rule =
        "<context-param><param-name>offstage.redirect</param-name><param-value>%s#send pool=%s"
            + "</param-value></context-param>";
    Archives war = new Archives().withClasses("WEB-INF/classes/");
    for (String pool : new String[] {"mial", "mail", "default"}) {
      String webXml = webApp(mail + String.format(rule, Post.class.getName(), pool));
      int status = scanWith(war.with("WEB-INF/web.xml", webXml.getBytes(StandardCharsets.UTF_8)));
      assertThat(status).as(out.toString()).isEqualTo(pool.equals("mial") ? 1 : 0);
      assertThat(out.toString().contains("(did you mean 'mail'?)")).isEqualTo(status == 1);
      assertThat(out.toString().contains("is named by --pools")).isEqualTo(status == 1);
    }
    war.with("WEB-INF/web.xml", webApp(mail).getBytes(StandardCharsets.UTF_8));
    Files.write(
        folder.resolve("jvm.rules"),
        (Post.class.getName() + "#send pool=post").getBytes(StandardCharsets.UTF_8));
    String rules = folder.resolve("jvm.rules").toString();
    assertThat(scanWith(war, "--rules", rules)).isEqualTo(1);
    assertThat(out.toString())
        .contains("warning: it runs in the default pool: there is no pool 'post'; there are [def");
    assertThat(scanWith(war, "--rules", rules, "--pools", "files,post")).isZero();
  }

  @Test
  void should_count_as_one_does() throws Exception {
    scanWith(new Archives().with("WEB-INF/classes/a/B.class", new byte[0]));
    assertThat(out.toString()).contains("1 class, 0 methods redirected, 0 refused");
  }

  @Test
  void should_say_nothing_where_offstage_starts() throws Exception {
    for (String content :
        new String[] {
          "",
          "<absolute-ordering><name>a</name><others/></absolute-ordering>",
          "<absolute-ordering/>" + FILTER + MAPPING,
          FILTER
        }) {
      assertThat(scan(webApp(content))).as(content).isZero();
      assertThat(out.toString()).doesNotContain("does not start here", "note: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<web-app version='2.5'></web-app> | 2.5",
        "<web-app version='2.4'></web-app> | 2.4",
        "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
            + " 'http://127.0.0.1:9/web-app_2_3.dtd'><web-app></web-app> | 2.3"
      })
  void should_tell_of_jetty_9_for_an_old_web_xml(String webXml, String version) throws Exception {
    assertThat(scan(webXml)).isZero();
    assertThat(out.toString())
        .contains("note: WEB-INF/web.xml is of version " + version + ": Jetty 9 then does not");
  }

  @Test
  void should_see_that_offstage_is_switched_off() throws Exception {
    assertThat(scan(webApp(OFF))).isEqualTo(1);
    assertThat(out.toString()).contains("offstage.enabled is false in WEB-INF/web.xml");
  }

  @Test
  void should_see_a_filter_class_that_does_not_exist() throws Exception {
    String wrong = FILTER.replace("javaee", "servlets");
    assertThat(scan(webApp("<absolute-ordering/>" + wrong + MAPPING))).isEqualTo(1);
    assertThat(out.toString())
        .contains("dev.offstage.servlets.OffstageFilter, which does not exist; did you mean")
        .contains("dev.offstage.servlet.OffstageFilter?");
  }

  @Test
  void should_have_fields_in_json() throws Exception {
    assertThat(scan(webApp("<absolute-ordering/>"), "--json")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("{\"clean\":false,\"deployments\":[{\"name\":\"shop.war\",\"webapp\":true,")
        .contains("\"startUp\":[{\"kind\":\"absolute-ordering\",\"certain\":true,\"text\":\"");
  }

  @Test
  void should_see_that_a_rule_names_a_caller_that_is_not_there() throws Exception {
    out.reset();
    String war =
        new Archives()
            .withClasses("WEB-INF/classes/")
            .withWebXml(Post.class.getName() + "#send from=com.acme.web..*")
            .writeTo(folder.resolve("shop.war"));
    PrintStream printed = new PrintStream(out, true);

    assertThat(Main.run(new String[] {"scan", war}, printed, printed)).isEqualTo(1);
    assertThat(out.toString())
        .contains("never applies: there is no class com.acme.web..* that could call (from=)");
  }

  @Test
  void should_warn_of_a_transaction_that_the_body_leaves_and_list_what_is_excluded()
      throws Exception {
    out.reset();
    String type = "dev.offstage.agent.app.Transfers";
    String war =
        new Archives()
            .withClasses("WEB-INF/classes/")
            .withWebXml(type + "#*()\n!" + type + "#plain\n" + type + "$Bean#pay")
            .writeTo(folder.resolve("shop.war"));
    PrintStream printed = new PrintStream(out, true);

    assertThat(Main.run(new String[] {"scan", war}, printed, printed)).isZero();
    assertThat(out.toString())
        .contains("  leaves " + type + "#plain() as it is (offstage.redirect")
        .contains(
            "redirects "
                + type
                + "$Bean#pay() to the pool 'default' (offstage.redirect (context-param in web.xml),"
                + " line 3)\n    warning: it has @jakarta.ejb.Stateless on "
                + type
                + "$Bean: the EJB's transaction and lock end before the body runs")
        // There the agent hands the call over before the transaction begins.
        .contains("redirects " + type + "#transfer() to the pool 'default'")
        .doesNotContain("its transaction ends before the body runs");
  }
}
