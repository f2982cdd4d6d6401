package dev.offstage.containers.transfers;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** {@code /class?does=...} and {@code /interface?does=...}, by the kind of the proxy. */
public final class BankServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient AnnotationConfigApplicationContext byClass =
      new AnnotationConfigApplicationContext(BankConfig.ByClass.class);
  private final transient AnnotationConfigApplicationContext byInterface =
      new AnnotationConfigApplicationContext(BankConfig.ByInterface.class);

  @Override
  public void destroy() {
    byClass.close();
    byInterface.close();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    AnnotationConfigApplicationContext context =
        request.getServletPath().equals("/class") ? byClass : byInterface;
    try {
      response.getWriter().write(answer(context, request.getParameter("does")));
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static String answer(AnnotationConfigApplicationContext context, String does)
      throws Exception {
    Bank bank = context.getBean(Bank.class);
    switch (does) {
      case "deposit":
        return "balance " + bank.deposit(7);
      case "statement":
        return bank.statement().get();
      case "rate":
        return bank.rate();
      case "cached":
        ConcurrentMapCacheManager caches = context.getBean(ConcurrentMapCacheManager.class);
        return String.valueOf(
            requireNonNull(caches.getCache("rates")).get(SimpleKey.EMPTY, String.class));
      case "entries":
        return entries(context.getBean(DataSource.class));
      default:
        bank.transfer(5, does.equals("fail"));
        return "accepted";
    }
  }

  /** Looked at through a connection of its own. */
  private static String entries(DataSource source) throws Exception {
    StringBuilder text = new StringBuilder();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT amount, place FROM entries ORDER BY id")) {
      while (rows.next()) {
        text.append(rows.getInt(1)).append(' ').append(rows.getString(2)).append('\n');
      }
    }
    return text.toString();
  }
}
