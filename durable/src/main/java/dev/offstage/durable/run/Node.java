package dev.offstage.durable.run;

import dev.offstage.Recurring;
import dev.offstage.StoreSettings;
import dev.offstage.durable.engine.Engine;
import dev.offstage.durable.join.Joining;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Beats;
import dev.offstage.durable.row.Cancels;
import dev.offstage.durable.row.Claims;
import dev.offstage.durable.row.End;
import dev.offstage.durable.row.Ends;
import dev.offstage.durable.row.Expiry;
import dev.offstage.durable.row.Keys;
import dev.offstage.durable.row.Lanes;
import dev.offstage.durable.row.Looks;
import dev.offstage.durable.row.Moved;
import dev.offstage.durable.row.Orphans;
import dev.offstage.durable.row.Picks;
import dev.offstage.durable.row.Publications;
import dev.offstage.durable.row.Scheduled;
import dev.offstage.durable.row.Store;
import dev.offstage.durable.source.Sources;
import dev.offstage.durable.sql.Channel;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One process that shares a store with others. Thread-safe. */
public final class Node implements TaskStore {
  private final StoreSettings settings;
  private final Store store;
  private final DataSource source;
  private final BackgroundThreads threads;
  private final HeldTasks held;
  private final OrderedTasks ordered;
  private final WaitingTasks waiting;
  private final Acknowledger acknowledger;
  private final Accepting accepting;
  private final Schedules schedules;
  private final Calls calls;
  private final RunTasks run;
  private final Heart heart;
  private final Due due;
  private final Wake wake;
  private final PublishedTasks published;
  private final Set<String> onTheirWay = Taken.ids();
  private volatile @Nullable Engine engine;
  private volatile boolean stopped;

  /**
   * Takes nothing, and starts no thread, before {@link #open}.
   *
   * @param source gives connections
   * @param store the tables, which are there
   * @param clock the database's
   * @param joining how new tasks get into transactions of the application
   * @param calls the methods that tasks may call
   */
  public Node(
      BackgroundThreads threads,
      StoreSettings settings,
      DataSource source,
      Store store,
      DatabaseClock clock,
      Joining joining,
      Calls calls) {
    this.settings = settings;
    this.calls = calls;
    this.store = store;
    this.source = source;
    this.threads = threads;
    this.held = new HeldTasks(settings.queue());
    Connections connections = new Connections(source, store.dialect, settings.lease());
    Looks looks = new Looks(store);
    this.ordered = new OrderedTasks(connections, new Lanes(store), this::look, settings.lease());
    this.waiting =
        new WaitingTasks(connections, new Cancels(store, settings.keep()), clock, ordered);
    this.acknowledger =
        new Acknowledger(connections, new Ends(store, settings.keep()), looks, clock::now, threads);
    this.run =
        new RunTasks(
            connections,
            new Claims(store),
            held,
            waiting,
            acknowledger,
            ordered,
            clock,
            this::isAlive,
            this::roomAgain,
            this::othersTurn,
            settings.lease().toNanos());
    Intake intake = new Intake(calls, held, waiting, acknowledger, clock, run, ordered);
    Beats beats = new Beats(store);
    RollCall rollCall = new RollCall(beats, held, onTheirWay, intake::giveBack);
    this.heart = new Heart(source, beats, held, rollCall, clock, settings.lease(), threads);
    Watch watch = new Watch(connections, looks, waiting, calls);
    Publications publications = new Publications(store);
    this.published =
        new PublishedTasks(
            new Aside(connections, threads),
            publications,
            looks,
            held,
            waiting,
            calls,
            watch,
            clock);
    this.due =
        new Due(
            connections,
            new Picks(store, Math.max(1, settings.crashes() - 1)),
            held,
            intake,
            watch,
            new Suspects(held, settings.lease()),
            new Housekeeping(
                connections,
                new Orphans(store, settings.lease(), settings.crashes(), settings.keep()),
                new Expiry(store),
                publications,
                new Moved(store),
                heart,
                clock),
            ordered,
            clock);
    Channel channel =
        settings.notifies() ? Channel.of(store.dialect, store.tables, store.me) : null;
    this.wake = new Wake(source, connections, channel, due::look, settings.lease(), threads);
    Inserter inserter = new Inserter(connections, new Keys(store), joining, clock, threads);
    this.schedules = new Schedules(calls, connections, new Scheduled(store), clock, threads);
    this.accepting = new Accepting(calls, inserter, held, waiting, run, ordered, wake, store.me);
  }

  // Not at once: these are made one after the other.
  private boolean isAlive() {
    return heart.isAlive();
  }

  private void look() {
    due.look();
  }

  private void roomAgain() {
    due.roomAgain();
  }

  private void othersTurn() {
    wake.others();
  }

  @Override
  public void open(Iterable<? extends StorePool> pools) {
    // Not before: a webapp whose start fails must leave no thread behind.
    heart.start();
    acknowledger.start();
    Engine made =
        Engine.of(
            new Taken(onTheirWay, due),
            source,
            store.tables.tasks(),
            store.me,
            settings.poll(),
            settings.lease(),
            work -> threads.make("poll", work),
            work -> threads.make("keep", work));
    due.begin(pools, made::triggerCheckForDueExecutions);
    engine = made;
    made.start();
    wake.start();
  }

  @Override
  public boolean takes(StorePool pool) {
    return !stopped && engine != null && due.takes(pool) && heart.isAlive() && held.room(pool) > 0;
  }

  @Override
  public void check(Method method, Plan plan) {
    NamedMethod unused = calls.check(method, plan);
  }

  @Override
  public @Nullable Callable<? extends @Nullable Object> onBean(StoredCall call) {
    return calls.onBean(call);
  }

  @Override
  public void add(Method method, Supplier<@Nullable String> missing) {
    calls.add(method, missing);
  }

  @Override
  public void publish(String task, @Nullable Method method, byte[] data) {
    published.publish(task, method, data);
  }

  @Override
  public @Nullable Published find(String task, StorePool pool, Predicate<byte[]> wanted) {
    return published.find(task, pool, wanted);
  }

  @Override
  public void forget(String task) {
    published.forget(task);
  }

  @Override
  public Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here) {
    return accepting.write(task, plan, pool, here);
  }

  @Override
  public Recurring schedule(PoolTask<?> task, Plan plan, StorePool pool, Schedule schedule) {
    return schedules.add(task, plan, pool, schedule);
  }

  @Override
  public void stopTaking() {
    stopped = true;
    due.stop();
    Engine known = engine;
    if (known != null) {
      known.pause();
    }
    ordered.stop();
    try {
      held.stop(settings.lease().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Held task : held.all()) {
      End back = task.giveBack();
      if (back != null) {
        run.begin(back, task);
        task.task().cancelQueued("stopped");
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    due.stop();
    Engine known = engine;
    if (known != null) {
      known.stop();
    }
    boolean interrupted = false;
    try {
      if (!acknowledger.close(settings.lease().toMillis())) {
        Log.warn(
            "offstage: the store has not taken how all tasks have ended; those are run once more");
      }
      wake.close();
      heart.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    waiting.close();
    Sources.close(source);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String describe() {
    return store.dialect + ", tables " + store.tables.prefix() + "*, node " + store.me;
  }
}
