package dev.offstage.servlet;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Set;

/**
 * Preferences, keys, tokens and ids made of anything: an answer, and one of those that there are.
 */
public final class RespondFuzz {
  private static final Set<Integer> EXPECTED = Set.of(200, 202, 303, 400, 404, 409, 422, 503);
  private static Webapp app;

  private RespondFuzz() {}

  public static void fuzzerInitialize() throws Exception {
    BugDetectors.allowNetworkConnections();
    app =
        Webapp.dropIn(24)
            .param("offstage.respond", "/** always page wait=1s keep=1s")
            .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
            .start();
  }

  private static String line(FuzzedDataProvider data) {
    return data.consumeString(60).replaceAll("[\\p{Cntrl}]", "");
  }

  public static void fuzzerTestOneInput(FuzzedDataProvider data) throws Exception {
    RespondClient client = new RespondClient(app);
    RawClient.Reply reply =
        switch (data.consumeInt(0, 3)) {
          case 0 -> client.send("POST", "/shop/quick", "Prefer: " + line(data));
          case 1 ->
              client.send(
                  "POST", "/shop/quick", "Idempotency-Key: " + line(data), "Prefer: respond-async");
          case 2 -> client.send("POST", "/shop/quick", "Offstage-Passage: " + line(data));
          default ->
              client.get(
                  "/shop/_offstage/tasks/" + line(data).replaceAll("[^!-~]", "x"),
                  "Accept: " + line(data));
        };
    if (!EXPECTED.contains(reply.status())) {
      throw new AssertionError(reply.toString());
    }
  }
}
