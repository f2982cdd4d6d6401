package dev.offstage;

/**
 * The one table of settings: key, default, allowed values, help. {@code docs/configure.md} is
 * generated from it. Pool keys come in two forms: with a name, and for the default pool without.
 */
enum Setting {
  POOL_SIZE(
      "pool.size",
      "2 x cores, at least 4",
      "a whole number from 1 to 10000",
      "How many tasks of the pool run at once."),
  POOL_QUEUE("pool.queue", "1000", "a whole number from 1 to 1000000", "How many tasks can wait."),
  POOL_FULL(
      "pool.full",
      "reject",
      "`reject`, `caller-runs` or `block:` with a duration, such as `block:5s`",
      "What a full pool does with an API call. A redirected method runs inline instead, whatever"
          + " this says."),
  POOL_SHARE(
      "pool.share",
      "100%",
      "a percentage from `1%` to `100%`",
      "How much of the queue one client's waiting tasks may take, always at least one place; `100%`"
          + " is no limit. Once a client has used up its share, the pool is full for it, whatever"
          + " room is left; it never waits for room, so `block` rejects at once. The default pool's"
          + " share also limits what `offstage.respond` keeps for one client."),
  POOL_THREADS(
      "pool.threads",
      "platform",
      "`platform`, `virtual` (JDK 21 or newer), a JNDI name that begins with `java:`, or `spring:`"
          + " and the name of a bean",
      "Where the threads come from; the JNDI name is that of a ManagedExecutorService, the bean is an"
          + " Executor. Of an executor of an unknown kind, each task takes a thread, and waits on it"
          + " for its turn."),
  POOL_INTERRUPT(
      "pool.interrupt",
      "true",
      "`true` or `false`",
      "Whether a cancellation, a `DELETE` or the end of a drain interrupts running work. With"
          + " `false` the work runs to its end, and nobody gets its result. For work with H2,"
          + " Lucene or files: see docs/safety.md."),
  POOL_RETRIES(
      "pool.retries",
      "0",
      "a whole number from 0 to 100",
      "How often work that throws an exception is tried again, unless its task says otherwise. Work"
          + " that is not safe to repeat must not be in such a pool."),
  POOL_BACKOFF(
      "pool.backoff",
      "1s x2 <=1m +-50%",
      "the first wait from 0s to 24h, and if wanted a factor `x1` to `x100`, a limit `<=` and a jitter"
          + " `+-0%` to `+-100%`",
      "How long a task waits before it is tried again."),
  POOL_TIMEOUT(
      "pool.timeout",
      "none",
      "`none`, or a duration from 1ms to 24h",
      "How long an attempt may take. Then `Task.isStopping()` is true for it, and after `grace` it is"
          + " interrupted and the task fails, or is tried again."),
  POOL_GRACE(
      "pool.grace",
      "5s",
      "a duration from 0s to 24h",
      "How long an attempt has to stop by itself after its timeout."),
  POOL_STUCK(
      "pool.stuck",
      "as `size`",
      "a whole number from 0 to 10000",
      "How many threads are replaced at most whose work goes on after its timeout. With more of them"
          + " the pool refuses tasks."),
  POOL_SERVE(
      "pool.serve",
      "yes",
      "`yes` or `no`",
      "Whether this node runs the pool's durable tasks. With `no` it only hands them over, for"
          + " others to run, and the pool refuses all other tasks."),
  PRIORITY_STEP(
      "priority.step",
      "10s",
      "a duration from 0s to 24h",
      "How much earlier a task with `Priority.HIGH` has its turn than one that was handed over at the"
          + " same time, and how much later one with `LOW`. So one with `LOW` waits only for tasks"
          + " that come at most two steps after it. With `0s` it waits for all others, perhaps for"
          + " ever."),
  LIMIT(
      "limit.NAME",
      "no limit",
      "`5/s`, `100/m` or `1000/h`, with `burst 20` if wanted; `2 at once`; or both with a comma"
          + " between, such as `5/s burst 10, 2 at once`; numbers from 1 to 1000000, at once to 10000",
      "How fast tasks with this limit are started, and how many run at once, in all pools together."
          + " They start evenly; `burst` is how many may start at once after a quiet time."),
  DRAIN(
      "drain",
      "30s",
      "a duration from 0s to 1h, such as `500ms`, `30s` or `5m`",
      "How long a stopping application waits for running and queued tasks."),
  DELAYED(
      "delayed",
      "100000",
      "a whole number from 1 to 10000000",
      "How many tasks can wait for their time, as `delay` and `at` ask for, in all pools together. They"
          + " take no place in a queue meanwhile. Beyond that, the pool is full for another one."),
  ZONE(
      "zone",
      "that of the JVM",
      "a time zone such as `Europe/Berlin`, `UTC` or `+02:00`",
      "The time zone of `cron` expressions."),
  REDIRECT(
      "redirect",
      "no rules",
      "rules, one per line, as described in docs/rules.md",
      "Methods of this webapp that the agent redirects, without `@Background`."),
  STRICT(
      "strict",
      "false",
      "`true` or `false`",
      "With `true` the deployment fails if a rule is wrong, matches nothing or names a method that"
          + " is refused."),
  SNAPSHOT_LIMIT(
      "snapshot.limit",
      "10m",
      "a size from 0 to 1g, such as `64k` or `10m`",
      "The largest request body that is copied for a redirected method; with a larger one the"
          + " method runs inline."),
  RESPOND(
      "respond",
      "no rules",
      "rules, one per line, as described in docs/respond-async.md",
      "URLs that answer at once, while an unchanged servlet does the work."),
  RESPOND_BODY(
      "respond.body",
      "10m",
      "a size from 0 to 1g, such as `64k` or `10m`",
      "How large the body of such a request may be; a larger one gets 413."),
  RESPOND_BODY_TIME(
      "respond.body.time",
      "30s",
      "a duration from 1s to 1h",
      "How long the body of such a request may take to arrive; a slower one gets 408. Checked"
          + " whenever some of it arrives; a client that stops sending is timed out by the server."),
  RESPOND_RESULT(
      "respond.result",
      "100m",
      "a size from 1 to 100g",
      "The largest response that is kept for the client; with a larger one the task fails."),
  RESPOND_MEMORY(
      "respond.memory",
      "16m",
      "a size from 0 to 100g",
      "How much memory all bodies and kept responses may take together. Only small ones, of at most"
          + " 64 KiB each, are held in memory; the others go to temporary files."),
  RESPOND_DISK(
      "respond.disk",
      "1g",
      "a size from 0 to 1000g",
      "How much disk space the temporary files for bodies and kept responses may take together. If"
          + " there is no room, the oldest results of the client that uses the most are dropped; if"
          + " none can be, a request gets 503, and a task whose response does not fit fails."),
  RESPOND_TASKS(
      "respond.tasks",
      "10000",
      "a whole number from 1 to 1000000",
      "How many tasks can have a status resource at once. Beyond that, the oldest result of the"
          + " client that has the most is dropped; if none can be, a request gets 503."),
  RESPOND_CONNECTOR(
      "respond.connector",
      "the one that the request came in on",
      "`http://ADDRESS:PORT` or `https://ADDRESS:PORT`",
      "Where this server can reach itself. Needed if requests arrive on a connector that does not"
          + " speak plain HTTP, such as AJP, or that requires a client certificate."),
  RESPOND_WAY(
      "respond.way",
      "auto",
      "`auto`, `in-process` or `connection`",
      "How a request returns to the webapp: inside the server (Tomcat, TomEE, Jetty, Undertow and"
          + " WildFly only), or over a connection of the server to itself. `auto` means inside, if"
          + " the server allows it."),
  RESPOND_TRUST_LISTENERS(
      "respond.trust-listeners",
      "false",
      "`true` or `false`",
      "When a request returns over a connection, a `ServletRequestListener`, and a request that CDI"
          + " injects, see the address of the server in place of the client's. With `false` a"
          + " webapp that has one of these is served as before; `true` says that none of them"
          + " relies on the address."),
  RESPOND_IDENTITY(
      "respond.identity",
      "no attribute",
      "names of session attributes, with blanks or commas between",
      "The session attributes in which the webapp keeps who is logged in, if the server does not"
          + " know. If their values have changed (by `equals`) when the work is about to begin, it"
          + " is not done: its login has ended."),
  RESPOND_REASONS(
      "respond.reasons",
      "false",
      "`true` or `false`",
      "With `true`, clients see the message of the exception that their work failed with. Such a"
          + " message may contain what is only for the log."),
  STORE(
      "store",
      "none",
      "`none`, a JNDI name that begins with `java:`, a URL that begins with `jdbc:`, or a directory",
      "The DataSource or database where durable tasks are kept, as described in docs/durable.md. In"
          + " a directory, H2 keeps them, for one server only."),
  STORE_USER("store.user", "that of the URL", "a name", "Who connects, if the store is a URL."),
  STORE_PASSWORD("store.password", "no password", "any text", "The password of that user."),
  STORE_SCHEMA(
      "store.schema",
      "create",
      "`create` or `check`",
      "Whether tables that are missing are created, or stop the deployment."),
  STORE_PREFIX(
      "store.prefix",
      "offstage_",
      "1 to 30 lowercase letters, digits and underscores, a letter first",
      "What the names of the tables begin with. Nodes with the same tables share their tasks."),
  STORE_LEASE(
      "store.lease",
      "8s",
      "a duration from 1s to 10m",
      "How long a node may be silent before its tasks are run elsewhere."),
  STORE_POLL(
      "store.poll",
      "1s",
      "a duration from 50ms to 1m",
      "How often a node looks for tasks whose time has come, or that others have left."),
  STORE_NOTIFY("store.notify", "auto", "`auto` or `off`", "Whether PostgreSQL wakes other nodes."),
  STORE_QUEUE(
      "store.queue",
      "4",
      "a whole number from 1 to 100",
      "How many durable tasks a node takes, as a multiple of its pool's threads; others wait."),
  STORE_CRASHES(
      "store.crashes",
      "3",
      "a whole number from 1 to 100",
      "After how many crashes of its JVM a task is not run again."),
  STORE_KEEP(
      "store.keep",
      "336h",
      "a duration from 0s to 8784h",
      "How long it is known how tasks have ended, if that is kept at all."),
  STORE_TASKS(
      "store.tasks",
      "no methods",
      "lines `NAME = CLASS.METHOD`, or only `CLASS.METHOD`, as described in docs/durable.md",
      "The methods that durable tasks may call, beside those marked `@Background(durable = true)`."),
  NODE(
      "node",
      "the machine's name",
      "1 to 60 letters, digits, dots, hyphens and underscores",
      "What this node is called in the store and in messages."),
  LOG(
      "log",
      "auto",
      "`auto`, `jul`, `slf4j`, `log4j` or `log4j1`",
      "Where the log lines go once the webapp has started: to the webapp's own SLF4J, Log4j 2 or"
          + " Log4j 1, or to `java.util.logging`. `auto` takes the first of them that is in the"
          + " webapp and configured; in a program without a webapp it means `jul`."),
  ENABLED(
      "enabled",
      "true",
      "`true` or `false`",
      "The kill switch: with `false` everything runs inline, as before Offstage.");

  static final String PREFIX = "offstage.";

  /** A limit is named by what comes after this. */
  static final String LIMIT_PREFIX = PREFIX + "limit.";

  private final String key;
  private final String defaultText;
  private final String allowed;
  private final String help;

  Setting(String key, String defaultText, String allowed, String help) {
    this.key = key;
    this.defaultText = defaultText;
    this.allowed = allowed;
    this.help = help;
  }

  /** The full key; for a pool's setting, that of the default pool. */
  String key() {
    return PREFIX + key;
  }

  String defaultText() {
    return defaultText;
  }

  String allowed() {
    return allowed;
  }

  String help() {
    return help;
  }
}
