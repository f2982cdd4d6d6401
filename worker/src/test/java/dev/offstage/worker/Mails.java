package dev.offstage.worker;

import dev.offstage.Background;
import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.Task;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Collections;

/** What the webapp of the tests does. */
public final class Mails {
  /** Where tasks write what they do, and look for whether they may end. */
  static final String FOLDER = "mails";

  /** The name of the process. */
  static final String PROCESS = "process";

  private Mails() {}

  /** Returns the process that has sent it. */
  @Background(durable = true)
  public static String send(String id) throws IOException {
    note("sent " + id);
    return process();
  }

  /** The same, as soon as there is a file of that name. */
  @Background(durable = true)
  public static String sendWhen(String file) throws IOException, InterruptedException {
    note("begun " + file);
    while (!Files.exists(folder().resolve(file))) {
      Thread.sleep(20);
    }
    return send(file);
  }

  /** Uses a pool whose durable tasks may be others' to run. */
  @Background(durable = true)
  public static String useMailPool(String id) throws Exception {
    Pool mail = Offstage.pool("mail");
    Task<String> sent = Offstage.task(Mails::send, id).pool(mail).durable().start();
    return mail.call(() -> "in memory").join() + ", " + sent.status();
  }

  /** Ends the process. */
  @Background(durable = true)
  public static String exit(String id) throws IOException {
    note("exits " + id);
    System.exit(3);
    return id;
  }

  @Background(durable = true)
  public static String sendAsServlet(String id) {
    return id + HttpServletRequest.class.getName();
  }

  static void note(String line) throws IOException {
    Files.write(
        folder().resolve("log"),
        Collections.singletonList(line + " by " + process()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Path folder() {
    return Paths.get(System.getProperty(FOLDER));
  }

  private static String process() {
    return String.valueOf(System.getProperty(PROCESS));
  }
}
