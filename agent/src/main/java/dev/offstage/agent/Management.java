package dev.offstage.agent;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The agent in JMX. Not before the first webapp starts: the JVM's MBean server must not be created
 * before an application server has set itself up.
 */
final class Management {
  private static final String NAME = "dev.offstage:type=Agent";

  private Management() {}

  static void register(Agent agent) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (!server.isRegistered(name)) {
        server.registerMBean(
            new StandardMBean(new Bean(agent.report()), AgentMXBean.class, true), name);
      }
    } catch (Throwable t) {
      // Every Throwable: a server's own MBean server must not stop the rules from working.
      agent.say("is not in JMX: " + t);
    }
  }

  static void unregister() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (Throwable t) {
      // Every Throwable: what stays registered only shows what was.
    }
  }

  private static final class Bean implements AgentMXBean {
    private final Report report;

    Bean(Report report) {
      this.report = report;
    }

    @Override
    public String getVersion() {
      return OffstageAgent.version();
    }

    @Override
    public List<String> getRedirected() {
      return report.lines(true);
    }

    @Override
    public List<String> getRefused() {
      return report.lines(false);
    }

    @Override
    public List<String> getFailing() {
      return report.failures();
    }
  }
}
