package dev.offstage.servlet;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** A Location made of anything: it is refused, or one header with nothing but visible ASCII. */
public final class LocationFuzz {
  private static volatile String location = "";
  private static Webapp app;

  private LocationFuzz() {}

  public static void fuzzerInitialize() throws Exception {
    BugDetectors.allowNetworkConnections();
    app =
        Webapp.dropIn()
            .servlet(
                "/accepted",
                (request, response) -> {
                  try {
                    AsyncReply.to(request, response).seeOther(location).then(() -> {});
                  } catch (IllegalArgumentException e) {
                    response.setStatus(409);
                  }
                })
            .start();
  }

  public static void fuzzerTestOneInput(FuzzedDataProvider data) throws Exception {
    location = data.consumeRemainingAsString();
    RawClient.Reply reply = app.get("/accepted");
    if (reply.status() == 409) {
      return;
    }
    String sent = reply.header("Location");
    if (reply.status() != 303 || sent == null || !sent.matches("[!-~]+")) {
      throw new AssertionError(reply.toString());
    }
  }
}
