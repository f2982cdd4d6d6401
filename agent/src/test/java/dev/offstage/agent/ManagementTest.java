package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What a console shows of the agent. */
class ManagementTest {
  @Test
  void should_show_in_jmx_what_is_redirected_and_refused() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(RuleWebapp.POST + "#send pool=mail", RuleWebapp.POST + "#sort");
    webapp.make(RuleWebapp.POST);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.offstage:type=Agent");

    assertThat((String[]) server.getAttribute(name, "Redirected"))
        .contains(
            "redirects dev.offstage.agent.app.Post#send(java.lang.String) to the pool 'mail' ("
                + RuleWebapp.SOURCE
                + ", line 1)");
    assertThat((String[]) server.getAttribute(name, "Refused"))
        .anyMatch(line -> line.startsWith("refuses dev.offstage.agent.app.Post#sort() ("));
    assertThat((String) server.getAttribute(name, "Version")).isNotEmpty();
  }
}
