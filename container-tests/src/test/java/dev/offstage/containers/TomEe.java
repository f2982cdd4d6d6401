package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Apache TomEE: a Tomcat with more of Java EE, and an agent of its own. */
final class TomEe extends Tomcat {
  TomEe(ServletApi api, Path home, Path jdk) {
    super(api, home, jdk);
  }

  @Override
  List<String> command(List<String> jvmArgs) throws IOException {
    List<String> command = super.command(jvmArgs);
    command.add(1, "-javaagent:" + home().resolve("lib/openejb-javaagent.jar"));
    return command;
  }
}
