package dev.offstage.agent;

import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the agent in this JVM before any fixture is loaded: where the JVM was started with the built
 * jar it is there already, else the classes under test are attached.
 */
public final class AgentSession implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty(OffstageAgent.VERSION_PROPERTY) == null) {
      OffstageAgent.agentmain(null, ByteBuddyAgent.install());
    }
  }
}
