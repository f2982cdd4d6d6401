package dev.offstage.program;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.event.EventListener;

/** Started by its main method, or by the server that it is deployed in. */
@SpringBootApplication
public class Program extends SpringBootServletInitializer {
  public static void main(String[] args) {
    SpringApplication.run(Program.class, args);
  }

  @Override
  protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
    return builder.sources(Program.class);
  }

  /** The port is its own to choose. */
  @EventListener
  public void ready(ApplicationReadyEvent event) {
    Events.say(
        "ready at port "
            + event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
  }
}
