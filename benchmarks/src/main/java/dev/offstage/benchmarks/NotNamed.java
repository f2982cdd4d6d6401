package dev.offstage.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.apache.catalina.LifecycleException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Requests that no rule names: what the filter costs each of them. */
@State(Scope.Benchmark)
public class NotNamed extends Benchmarks {
  /** What is behind the filter, as short as can be. */
  private static final class Page implements FilterChain {
    private int served;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
      served++;
    }
  }

  /** A request in a webapp. */
  @State(Scope.Benchmark)
  public abstract static class Request {
    final RequestInTomcat received;

    Request(String rules) {
      received = RequestInTomcat.withRules(rules);
    }

    @TearDown(Level.Trial)
    public void end() throws IOException, LifecycleException {
      received.stop();
    }
  }

  /** That of a webapp without rules. */
  public static class NoRule extends Request {
    /** Made by JMH. */
    public NoRule() {
      super("");
    }
  }

  /** One that ten rules do not name. */
  public static class TenRules extends Request {
    /** Made by JMH. */
    public TenRules() {
      super(
          """
          POST /reports/** always
          POST /invoices/*/pdf always
          POST /export/** always page
          GET /search/slow always
          POST /mail/* always wait=2s
          POST /images/** always
          PUT /import/** always
          DELETE /archive/* always
          POST /orders/*/ship always
          POST /**/report always
          """);
    }
  }

  private final Page page = new Page();
  private final Filter empty = (request, response, chain) -> chain.doFilter(request, response);

  @Benchmark
  public int noFilter(NoRule peer) {
    for (int i = 0; i < BATCH; i++) {
      page.doFilter(peer.received.request(), peer.received.response());
    }
    return page.served;
  }

  @Benchmark
  public int emptyFilter(NoRule peer) throws IOException, ServletException {
    return serve(empty, peer.received);
  }

  @Benchmark
  public int noRule(NoRule peer) throws IOException, ServletException {
    return serve(peer.received.offstage(), peer.received);
  }

  @Benchmark
  public int tenRules(TenRules peer) throws IOException, ServletException {
    return serve(peer.received.offstage(), peer.received);
  }

  private int serve(Filter filter, RequestInTomcat peer) throws IOException, ServletException {
    for (int i = 0; i < BATCH; i++) {
      filter.doFilter(peer.request(), peer.response(), page);
    }
    return page.served;
  }
}
