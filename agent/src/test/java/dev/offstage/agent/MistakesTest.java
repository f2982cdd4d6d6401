package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Album;
import dev.offstage.agent.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of whoever sets Offstage up: each gets one line that says what to do. */
class MistakesTest {
  private static final String ALBUM = Album.class.getName();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Printer printer = new Printer(new PrintStream(printed, true));

  private RedirectTransformer transformer(String rules) {
    return new RedirectTransformer(
        new LoaderGate(),
        new RuleBook(Rules.parse(rules, "jvm.rules").list()),
        new Report(printer));
  }

  private void awaitPrinted(String text) {
    await().untilAsserted(() -> assertThat(printed.toString()).contains(text));
  }

  private int timesPrinted(String text) {
    return printed.toString().split(java.util.regex.Pattern.quote(text), -1).length - 1;
  }

  /** As a webapp without the library. */
  @ParameterizedTest
  @CsvSource({
    "com.acme.Marked#take, '(jvm.rules, line 1)'",
    "com.acme..*#take*, '(jvm.rules, line 1)'",
    "com.acme.Other#take, '(@Background)'",
    "com.acme..*#play, '(@Background)'"
  })
  void should_say_once_that_a_class_does_not_see_the_library(String rule, String origin) {
    RedirectTransformer transformer = transformer(rule);
    ClassLoader loader = new ClassLoader(null) {};
    byte[] marked = ClassFiles.taking("java.lang.String");

    for (int i = 0; i < 3; i++) {
      assertThat(transformer.transform(loader, "com/acme/Marked", null, null, marked)).isNull();
    }
    printer.print("the end");
    awaitPrinted("the end");

    assertThat(printed.toString())
        .contains("refuses com.acme.Marked " + origin + ": its loader ")
        .contains(
            "does not see Offstage; put offstage.jar beside the jar of this class, in WEB-INF");
    assertThat(timesPrinted(origin)).isEqualTo(1);
  }

  @Test
  void should_refuse_a_rule_with_a_pool_that_its_webapp_does_not_have() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(RuleWebapp.POST + "#send pool=mial", RuleWebapp.POST + "#sort pool=mail");

    assertThat(webapp.mistakes)
        .containsExactly(
            RuleWebapp.SOURCE
                + ", line 1, column 39: there is no pool 'mial'; there are [default, mail, other, single]"
                + " (did you mean 'mail'?)");
    assertThat(webapp.check().get("redirected")).noneMatch(line -> line.contains("#send"));
  }

  @Test
  void should_warn_of_a_rule_of_the_jvm_with_a_pool_that_a_webapp_does_not_have() {
    ClassLoader loader = new ChildFirstLoader();
    RuleBook book = new RuleBook(Rules.parse(ALBUM + "#everybody pool=fotos", "jvm.rules").list());
    book.setPools(loader, Collections.singleton("default"));

    new RedirectTransformer(new LoaderGate(), book, new Report(printer))
        .transform(loader, ALBUM.replace('.', '/'), null, null, ClassFiles.of(Album.class));

    awaitPrinted(
        "warning: "
            + ALBUM
            + "#everybody(java.lang.String) runs in the default pool: there is no"
            + " pool 'fotos'; there are [default]");
  }

  @Test
  void should_name_the_way_to_answer_early_where_a_rule_means_a_servlet() {
    Redirector.Result result =
        Redirector.redirect(
            getClass().getClassLoader(),
            ClassFiles.TAKER,
            ClassFiles.taking("javax.servlet.http.HttpServletResponse"),
            Rules.NONE.list());

    assertThat(String.valueOf(result.verdicts.get(0).refusal()))
        .endsWith("to answer before such a method is done, name its URL in offstage.respond");
  }

  /** A loader that has these files. */
  private static ClassLoader with(Map<String, List<String>> files) {
    return new ClassLoader(ClassLoader.getSystemClassLoader()) {
      @Override
      public URL getResource(String path) {
        return files.containsKey(path)
            ? ChildFirstLoader.inMemory(files.get(path).get(0), new byte[0])
            : null;
      }

      @Override
      protected Enumeration<URL> findResources(String path) {
        return Collections.enumeration(
            files.getOrDefault(path, Collections.emptyList()).stream()
                .map(file -> ChildFirstLoader.inMemory(file, new byte[0]))
                .collect(java.util.stream.Collectors.toList()));
      }
    };
  }

  @Test
  void should_say_that_the_agent_is_in_a_webapp() {
    String path = "dev/offstage/agent/OffstageAgent.class";
    ClassLoader webapp =
        with(Collections.singletonMap(path, Collections.singletonList("agent.jar!/" + path)));
    MisplacedJars jars = new MisplacedJars();

    assertThat(jars.ofLibrary(webapp, "shop"))
        .containsExactly(
            "in 'shop' there is an agent, which does nothing inside of a webapp: take"
                + " [memory:agent.jar] out");
    assertThat(jars.ofLibrary(webapp, "shop")).isEmpty();
  }

  @Test
  void should_say_that_a_webapp_has_two_copies() {
    ClassLoader webapp =
        with(
            Collections.singletonMap(
                LoaderGate.BRIDGE,
                Arrays.asList("a.jar!/" + LoaderGate.BRIDGE, "b.jar!/" + LoaderGate.BRIDGE)));

    assertThat(new MisplacedJars().ofLibrary(webapp, "shop"))
        .singleElement()
        .asString()
        .startsWith("in 'shop' there are ")
        .contains("copies of Offstage", "memory:a.jar", "memory:b.jar");
  }

  @Test
  void should_say_that_a_webapp_has_the_core_alone() throws Exception {
    ClassLoader webapp =
        with(
            Collections.singletonMap(
                LoaderGate.BRIDGE, Collections.singletonList("core.jar!/" + LoaderGate.BRIDGE)));
    ProtectionDomain domain =
        new ProtectionDomain(
            new CodeSource(new URL("file:/srv/shop/WEB-INF/classes/"), (Certificate[]) null), null);
    MisplacedJars jars = new MisplacedJars();

    assertThat(jars.ofClass(webapp, domain))
        .startsWith("the webapp of file:/srv/shop/WEB-INF/classes/ has the core of Offstage alone")
        .contains("put offstage.jar in the place of [");
    assertThat(jars.ofClass(webapp, domain)).isNull();
    assertThat(jars.ofClass(getClass().getClassLoader(), domain)).contains("the core of Offstage");
    assertThat(jars.ofClass(with(Collections.emptyMap()), null)).isNull();
  }
}
