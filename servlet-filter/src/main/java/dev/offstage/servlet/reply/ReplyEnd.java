package dev.offstage.servlet.reply;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;

/** The last of the filters: writes a {@link DueReply} in place of the servlet behind it. */
public final class ReplyEnd implements Filter {
  /** Public for TomEE, which takes each filter of a webapp with CDI for a bean. */
  public ReplyEnd() {}

  /** Registers it; called while the webapp starts. */
  public static void addTo(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("offstage-reply", new ReplyEnd());
    if (filter != null) {
      filter.setAsyncSupported(true);
      // Filters of servlets come behind all of those of URLs (Servlet API, section 6.2.4).
      filter.addMappingForServletNames(EnumSet.of(DispatcherType.ASYNC), true, "*");
      DueReply.markPossible(context);
    }
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DueReply due = DueReply.of(request);
    if (due == null) {
      chain.doFilter(request, response);
    } else {
      due.writeTo((HttpServletResponse) response);
    }
  }

  @Override
  public void destroy() {}
}
