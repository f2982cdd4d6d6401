package dev.offstage.agent;

import dev.offstage.agent.advise.AdviceRequest;
import dev.offstage.agent.advise.Advisor;
import dev.offstage.agent.exchange.Message;
import dev.offstage.agent.rules.Rules;
import java.lang.instrument.Instrumentation;

/** Carries out one request of the agent's command, in the JVM that it is about. */
final class CommandRun {
  // One at a time: of two that attach at once, the second finds the agent of the first.
  private static final Object LOCK = new Object();

  private final Instrumentation instrumentation;
  private final Progress progress;

  CommandRun(Instrumentation instrumentation, Progress progress) {
    this.instrumentation = instrumentation;
    this.progress = progress;
  }

  Message run(Message request) throws Exception {
    switch (request.kind()) {
      case "attach":
        synchronized (LOCK) {
          return attach(request);
        }
      case "reload":
        synchronized (LOCK) {
          return reload(request);
        }
      case "detach":
        synchronized (LOCK) {
          OffstageAgent.detach();
          return Message.of(Message.DONE);
        }
      case AdviceRequest.KIND:
        return Advisor.watch(instrumentation, AdviceRequest.of(request)).toMessage();
      default:
        return Message.failed(
            "the agent in this JVM (" + OffstageAgent.version() + ") cannot " + request.kind());
    }
  }

  private static Rules rules(Message request) {
    String text = request.first("rules");
    return text == null ? Rules.NONE : Rules.parse(text, String.valueOf(request.first("source")));
  }

  private Message attach(Message request) throws Exception {
    if (System.getProperty(OffstageAgent.VERSION_PROPERTY) != null) {
      return Message.failed("the agent is there already");
    }
    progress.say("looks at the loaded classes");
    Agent agent = OffstageAgent.begin(instrumentation, rules(request), null, progress);
    return CommandAnswer.of(agent);
  }

  private Message reload(Message request) throws Exception {
    progress.say("looks at the loaded classes");
    return CommandAnswer.of(
        OffstageAgent.reload(request.first("rules") == null ? null : rules(request)));
  }
}
