package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One JVM with more than one context, as tests have them whose contexts are cached, and as DevTools
 * has them one after the other.
 */
class SeveralContextsIT extends OneProgram {
  private static final String SECOND =
      "second?arguments=--offstage.pool.size=3%20--server.port=0%20--spring.jmx.enabled=false";

  @ParameterizedTest
  @MethodSource("lines")
  void each_has_its_own_pools_and_drains_them_alone(BootPlatform platform) throws Exception {
    program = new Program(platform);
    Running running = program.start("--offstage.pool.size=2", "--spring.jmx.enabled=false");
    Program second = new Program(platform).at(program.post(SECOND).replace("port ", ""));

    assertThat(program.get("pools").body()).isEqualTo("2 2");
    assertThat(second.get("pools").body()).isEqualTo("3 3");
    second.post("orders?count=3&millis=200");
    program.post("second/close");

    assertThat(running.count("event: finished order")).isEqualTo(3);
    assertThat(running.count("event: has destroyed its service")).isEqualTo(1);
    assertThat(program.get("pools").body()).isEqualTo("2 2");
    assertThat(running.count("shares the pools")).isZero();

    program.post(SECOND);
    program.post("second/close");
    program.post("orders?count=3&millis=200");
    running.terminate();
    running.awaitExit();
    assertThat(running.count("event: finished order")).isEqualTo(6);
    assertThat(running.count("Offstage 0")).isEqualTo(3);
  }
}
