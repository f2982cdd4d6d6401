package dev.offstage.frameworks;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A Spring MVC controller. */
@Controller
public class SpringReports {
  /** The slow one. */
  @PostMapping({"/report", "/secret/report"})
  @ResponseStatus(HttpStatus.CREATED)
  @ResponseBody
  public String report(
      @RequestParam String year,
      @RequestParam(required = false) @Nullable String gate,
      @Nullable Principal user)
      throws InterruptedException {
    SlowWork.at(gate);
    return "spring report of " + year + " for " + (user == null ? "nobody" : user.getName());
  }
}
