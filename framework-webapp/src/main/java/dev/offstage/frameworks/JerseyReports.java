package dev.offstage.frameworks;

import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** A JAX-RS resource. */
@Path("/report")
public class JerseyReports {
  /** The slow one. */
  @POST
  @Consumes("text/plain")
  @Produces("application/json")
  public Response report(String year, @QueryParam("gate") @Nullable String gate)
      throws InterruptedException {
    SlowWork.at(gate);
    return Response.status(201)
        .header("X-Report", "yes")
        .entity("{\"report\":\"" + year + "\"}")
        .build();
  }
}
