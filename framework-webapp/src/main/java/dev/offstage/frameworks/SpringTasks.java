package dev.offstage.frameworks;

import dev.offstage.Offstage;
import dev.offstage.Work;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartFile;

/** Hands over what Spring gives to a controller; answers what became of it. */
@Controller
@SuppressWarnings("NullAway.Init")
public class SpringTasks {
  /** A proxy that looks for the request of the thread. */
  @Autowired private HttpServletRequest injected;

  /** An upload, whose file ends with the request. */
  @PostMapping("/tasks/upload")
  @ResponseBody
  public String upload(@RequestParam("photo") MultipartFile file) {
    return handedOver(() -> file.getBytes());
  }

  /** Spring's own kind of request. */
  @PostMapping("/tasks/web-request")
  @ResponseBody
  public String webRequest(WebRequest request) {
    return handedOver(() -> request.getParameter("year"));
  }

  /** Only this controller, which holds the proxy. */
  @PostMapping("/tasks/controller")
  @ResponseBody
  public String controller() {
    return handedOver(() -> Objects.requireNonNull(injected));
  }

  private static String handedOver(Work work) {
    try {
      Offstage.run(work);
      return "accepted";
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }
}
