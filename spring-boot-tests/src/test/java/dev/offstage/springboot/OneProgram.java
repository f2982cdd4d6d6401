package dev.offstage.springboot;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A test with one program, which ends with it. */
abstract class OneProgram {
  Program program;

  /** One platform for each line of Spring Boot. */
  static Stream<BootPlatform> lines() {
    return BootPlatform.eachLineOfThisRun();
  }

  @AfterEach
  void close() {
    if (program != null) {
      program.close();
    }
  }
}
