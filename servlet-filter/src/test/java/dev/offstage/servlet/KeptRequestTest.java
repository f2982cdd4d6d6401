package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** Work that would read a request after its end is refused, however it is handed over. */
class KeptRequestTest extends KeptByWork {
  @Test
  void no_way_of_handing_over_takes_a_request() throws Exception {
    serve(
        (request, response) -> {
          List<Integer> items = List.of(1, 2);
          assertRequestRefused(() -> Offstage.run(() -> use(request)));
          assertRequestRefused(() -> Offstage.call(() -> request.getHeader("X-User")));
          assertRequestRefused(() -> Offstage.call(request::getMethod));
          assertRequestRefused(() -> Offstage.map(items, n -> request.getHeader("X-" + n)));
          assertRequestRefused(() -> Offstage.map(List.of(request), kept -> kept.getMethod()));
          assertRequestRefused(() -> Offstage.task(() -> use(request)).pool("mail").start());
          assertRequestRefused(() -> Offstage.task(() -> use(request)).afterResponse().start());
          assertRequestRefused(() -> Offstage.pool("mail").run(() -> use(request)));
          Pool own = Pool.builder("own").build();
          assertRequestRefused(() -> own.call(() -> request.getHeader("X-User")));
          own.close();
        });
    post("");
  }

  /** What Spring puts into a bean is no request of the container's. */
  public static final class Mailer implements Runnable {
    private HttpServletRequest request;

    public void setRequest(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public void run() {
      use(request);
    }
  }

  /** As Spring makes it in a webapp. */
  private static Mailer bean(HttpServletRequest request) {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    beans.registerResolvableDependency(
        HttpServletRequest.class, (ObjectFactory<HttpServletRequest> & Serializable) () -> request);
    return (Mailer)
        beans.createBean(Mailer.class, AutowireCapableBeanFactory.AUTOWIRE_BY_TYPE, false);
  }

  @Test
  void a_bean_with_springs_request_of_the_thread_is_taken() throws Exception {
    serve(
        (request, response) -> {
          Mailer mailer = bean(request);
          Offstage.run(mailer::run).join();
          Mailer kept = new Mailer();
          kept.setRequest(request);
          assertRequestRefused(() -> Offstage.run(kept::run));
        });
    post("");
  }

  @Test
  void a_wrapper_of_the_application_is_a_request_too() throws Exception {
    serve(
        (request, response) -> {
          HttpServletRequest wrapper = new HttpServletRequestWrapper(request);
          assertRequestRefused(() -> Offstage.run(() -> use(wrapper)));
        });
    post("");
  }

  @Test
  void neither_stream_of_a_request_nor_its_response_is_taken() throws Exception {
    serve(
        (request, response) -> {
          ServletInputStream in = request.getInputStream();
          ServletOutputStream out = response.getOutputStream();
          assertRequestRefused(() -> Offstage.run(() -> use(in)));
          String later = "To answer later, use dev.offstage.servlet.AsyncReply";
          assertRefused(() -> Offstage.run(() -> use(out)), later);
          assertRefused(() -> Offstage.run(() -> response.setStatus(200)), later);
        });
    post("the body");
  }

  /** Their classes are Jetty's; others of such types are nobody's but the application's. */
  @Test
  void neither_reader_nor_writer_is_taken_but_those_of_the_application_are() throws Exception {
    serve(
        (request, response) -> {
          BufferedReader reader = request.getReader();
          PrintWriter writer = response.getWriter();
          assertRequestRefused(() -> Offstage.run(() -> use(reader)));
          assertRefused(() -> Offstage.run(() -> writer.write("late")), "To answer later");
          BufferedReader own = new BufferedReader(new StringReader("own"));
          assertThat(Offstage.call(() -> own.readLine()).join()).isEqualTo("own");
        });
    post("the body");
  }

  @Test
  void an_uploaded_part_is_not_taken_but_its_copy_is(@TempDir Path folder) throws Exception {
    app.uploads(
            "/it",
            folder,
            (request, response) -> {
              Part part = request.getPart("photo");
              assertRequestRefused(() -> Offstage.run(() -> part.delete()));
              try (RequestSnapshot snapshot = RequestSnapshot.of(request)) {
                Part copy = snapshot.getPart("photo");
                assertThat(Offstage.call(() -> copy.getSize()).join()).isEqualTo(5);
              }
            })
        .start();
    String part = "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p\"\r\n\r\n";
    post(part + "photo\r\n--XX--\r\n", Snapshots.MULTIPART);
  }

  @Test
  void a_snapshot_a_wrapper_of_one_and_a_session_are_taken() throws Exception {
    app.context.setSessionHandler(new SessionHandler());
    serve(
        (request, response) -> {
          HttpSession session = request.getSession();
          session.setAttribute("user", "anna");
          RequestSnapshot snapshot = RequestSnapshot.of(request);
          HttpServletRequest wrapper = new HttpServletRequestWrapper(snapshot);
          ServletInputStream in = snapshot.getInputStream();
          Offstage.run(() -> seen.add(snapshot.getParameter("user")));
          Offstage.run(() -> seen.add(wrapper.getParameter("user")));
          Offstage.run(() -> seen.add(new String(in.readAllBytes(), UTF_8)));
          Offstage.run(() -> seen.add((String) session.getAttribute("user")));
        });
    post("anna");
    for (int i = 0; i < 4; i++) {
      assertThat(next()).isEqualTo("anna");
    }
  }

  @Test
  void switched_off_the_work_runs_inline_with_the_request() throws Exception {
    app.param("offstage.enabled", "false");
    serve(
        (request, response) -> {
          Offstage.run(() -> response.getWriter().write("inline, " + request.getMethod()));
          Offstage.task(() -> seen.add(request.getMethod())).afterResponse().start();
        });
    assertThat(post("").body()).isEqualTo("inline, POST");
    assertThat(next()).isEqualTo("POST");
  }
}
