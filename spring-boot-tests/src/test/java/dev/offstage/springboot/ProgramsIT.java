package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot program without a server, and one with the agent. */
class ProgramsIT extends OneProgram {
  @ParameterizedTest
  @MethodSource("lines")
  void one_without_a_server_has_its_settings_and_drains_at_its_end(BootPlatform platform)
      throws Exception {
    program = new Program(platform);
    Running running =
        program.launch(
            "--spring.main.web-application-type=none", "--offstage.pool.size=1", "--batch=5");

    assertThat(running.awaitExit()).isZero();
    assertThat(running.lines())
        .anyMatch(line -> line.contains("Offstage for 'main': pool default (size 1,"));
    assertThat(running.count("event: finished order")).as("%s", running.lines()).isEqualTo(5);
    assertThat(running.count("event: too late")).isZero();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void marked_methods_are_redirected(BootPlatform platform) throws Exception {
    program = new Program(platform).jvm("-javaagent:" + Path.of(System.getProperty("it.agent")));
    Running running =
        program.start(
            "--offstage.redirect[0]=dev.offstage.program.Gate#open",
            "--offstage.redirect[1]=dev.offstage.program.Gates#pass");

    program.post("mark");
    program.post("gate");

    running.await("event: marked on offstage-root-default-");
    running.await("in 'root' the agent redirects 2 methods and refuses 0; rules without effect: 1");
    running.await("did you mean dev.offstage.program.Gate or ");
  }
}
