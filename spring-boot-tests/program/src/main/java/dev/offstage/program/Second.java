package dev.offstage.program;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One more context in the same JVM, as a test with another configuration has it. */
@RestController
class Second {
  private @Nullable ConfigurableApplicationContext context;

  @PostMapping("/second")
  String start(@RequestParam("arguments") String arguments) {
    context = new SpringApplicationBuilder(Program.class).run(arguments.split(" "));
    return "port " + context.getEnvironment().getProperty("local.server.port");
  }

  @PostMapping("/second/close")
  String close() {
    if (context != null) {
      context.close();
    }
    return "closed";
  }
}
