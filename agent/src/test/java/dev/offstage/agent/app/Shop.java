package dev.offstage.agent.app;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.Task;
import dev.offstage.TaskListener;
import dev.offstage.internal.agent.AgentLink;
import dev.offstage.internal.agent.RequestCopies;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.text.Log;
import java.util.Arrays;
import java.util.Collections;

/** A webapp with rules: what the servlet layer does at its start, and at its stop. */
public final class Shop {
  private static final String APP = "dev.offstage.agent.app.";
  private static final String RULES =
      String.join(
          "\n",
          APP + "Sender+#send(String)",
          APP + "Post#tell returns=true",
          APP + "Post#stamp returns=\"soon\" from=" + APP + "T*,com.acme..*",
          APP + "Post#reply pool=mail",
          APP + "Post#sort synchronized=yes",
          APP + "Post#burn(..)",
          APP + "Post#failing returns=true",
          APP + "PlainPost#tell(java.lang.String) returns=true",
          APP + "Post#anything",
          APP + "Post#replay",
          APP + "Pots#*",
          "no rule");

  private static OffstageRuntime runtime;
  private static AgentLink link;

  private Shop() {}

  public static void start() {
    Settings settings =
        Settings.load(
            Collections.singletonList(
                new SettingsSource(
                    "web.xml", Collections.singletonMap("offstage.redirect", RULES))));
    runtime = OffstageRuntime.start("shop", settings, Shop.class.getClassLoader(), null);
    Runtimes.makeCurrent(runtime);
    if (Boolean.getBoolean("shop.listener")) {
      runtime.addListener(new Grumbler());
    }
    guarded(() -> RequestCopies.madeBy(new Parcel.Copies()));
    guarded(
        () ->
            link =
                AgentLink.start(
                    "shop",
                    settings,
                    Shop.class.getClassLoader(),
                    () -> Arrays.asList(APP + "Post", APP + "Express", APP + "PlainPost")));
    guarded(() -> link.register().forEach(Log::warn));
  }

  public static void check() {
    guarded(() -> link.check().forEach(Log::warn));
  }

  /** Ends when all tasks have ended. */
  public static void stop() {
    guarded(() -> AgentLink.stop(Shop.class.getClassLoader()));
    runtime.drain();
  }

  /** Throws at whatever it hears. */
  private static final class Grumbler implements TaskListener {
    @Override
    public void queued(Task<?> task) {
      throw new AssertionError("queued");
    }

    @Override
    public void started(Task<?> task) {
      throw new AssertionError("started");
    }

    @Override
    public void succeeded(Task<?> task) {
      throw new AssertionError("succeeded");
    }

    @Override
    public void failed(Task<?> task, Throwable error) {
      throw new AssertionError("failed");
    }
  }

  /** The border that the servlet layer has there. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable t) {
      Log.warn("the servlet layer goes on", t);
    }
  }
}
