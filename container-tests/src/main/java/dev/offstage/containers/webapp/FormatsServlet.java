package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /formats/ANYTHING?gate=NAME}: a slow servlet that knows nothing of Offstage, and answers
 * in the format that clients of OData or FHIR expect of the path.
 */
public final class FormatsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final String ORDERS =
      "{\"@odata.context\":\"$metadata#Orders\",\"value\":[{\"Id\":1,\"Name\":\"caf\u00e9\"},{\"Id\":2}]}";
  private static final String NO_ORDERS =
      "{\"error\":{\"code\":\"NoOrders\",\"message\":\"there are none\"}}";
  private static final String MANIFEST =
      "{\"transactionTime\":\"2026-01-01T00:00:00Z\",\"request\":\"URL\",\"requiresAccessToken\":false,"
          + "\"output\":[{\"type\":\"Patient\",\"url\":\"URL/patients\",\"count\":1}],\"error\":[]}";
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"fatal\","
          + "\"code\":\"too-costly\",\"diagnostics\":\"too many patients\"}]}";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String path = String.valueOf(request.getPathInfo());
    pass(request.getParameter(path.endsWith("$export") ? "_typeFilter" : "gate"));
    switch (path) {
      case "/odata/Orders":
        write(response, 200, "application/json;odata.metadata=minimal", ORDERS);
        break;
      case "/odata/NoOrders":
        write(response, 404, "application/json", NO_ORDERS);
        break;
      case "/fhir/$export":
        String url = request.getRequestURL().toString();
        write(response, 200, "application/json", MANIFEST.replace("URL", url));
        break;
      case "/fhir/$export/patients":
        write(response, 200, "application/fhir+ndjson", "{\"resourceType\":\"Patient\"}\n");
        break;
      case "/fhir/large/$export":
        write(response, 500, "application/fhir+json", OUTCOME);
        break;
      default:
        response.sendError(404);
    }
  }

  private static void pass(String gate) throws ServletException {
    try {
      Gates.pass(gate);
    } catch (InterruptedException e) {
      Gates.happened("interrupted " + gate);
      throw new ServletException(e);
    }
  }

  private static void write(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(body);
  }
}
