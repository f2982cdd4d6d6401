package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;
import java.lang.instrument.Instrumentation;

/**
 * How the release of the agent that a JVM has loaded first carries out what a command of another
 * release asks for: it calls this class of that release, by name and with JDK types only. Methods
 * are never changed; a {@code V2} is added beside this instead.
 */
public final class CommandsV1 {
  private CommandsV1() {}

  /**
   * Carries out a request.
   *
   * @param progress the system property that says how far it is
   * @return the answer; a failure is one, too
   */
  public static String run(String request, Instrumentation instrumentation, String progress) {
    Message answer;
    try {
      answer = new CommandRun(instrumentation, new Progress(progress)).run(Message.parse(request));
    } catch (Throwable t) {
      // Every Throwable: the command is to know of it.
      answer = Message.failed(OffstageAgent.reason(t));
    }
    return answer.toText();
  }
}
