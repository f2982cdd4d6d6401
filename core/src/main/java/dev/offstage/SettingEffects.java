package dev.offstage;

import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Sizes;
import java.time.Duration;

/** What the values of settings change. */
final class SettingEffects {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private SettingEffects() {}

  /**
   * Applies a value to the drafts.
   *
   * @param key the full one, which may have a name in it
   * @throws IllegalArgumentException if the value is not allowed; the message says what is wrong
   */
  static void apply(
      Setting setting, String key, String value, PoolSettings.Draft pool, Settings.Draft all) {
    switch (setting) {
      case POOL_SIZE:
        pool.size = SettingValues.wholeNumber(value, PoolSettings.MAX_SIZE);
        break;
      case POOL_QUEUE:
        pool.queue = SettingValues.wholeNumber(value, PoolSettings.MAX_QUEUE);
        break;
      case POOL_FULL:
        pool.whenFull = WhenFull.parse(value);
        break;
      case POOL_SHARE:
        pool.share = SettingValues.percentage(value);
        break;
      case POOL_THREADS:
        pool.threads = PoolSettings.checkThreads(value);
        break;
      case POOL_INTERRUPT:
        pool.interrupts = SettingValues.truth(value);
        break;
      case POOL_RETRIES:
        pool.retries = SettingValues.wholeNumber(value, 0, AttemptPolicy.MOST_RETRIES);
        break;
      case POOL_BACKOFF:
        pool.backoff = Backoff.parse(value);
        break;
      case POOL_TIMEOUT:
        pool.timeout = value.equals("none") ? null : attempt(value, SHORTEST);
        break;
      case POOL_GRACE:
        pool.grace = attempt(value, Duration.ZERO);
        break;
      case POOL_STUCK:
        pool.stuck = SettingValues.wholeNumber(value, 0, PoolSettings.MAX_SIZE);
        break;
      case POOL_SERVE:
        pool.serves = SettingValues.oneOf(value, "yes", "no").equals("yes");
        break;
      case PRIORITY_STEP:
        all.priorityStep = attempt(value, Duration.ZERO);
        break;
      case LIMIT:
        all.limits.put(key.substring(Setting.LIMIT_PREFIX.length()), LimitSettings.parse(value));
        break;
      case DRAIN:
        Duration drain = Durations.parse(value);
        Durations.check("it", drain, Duration.ZERO, Duration.ofHours(1));
        all.drain = drain;
        break;
      case DELAYED:
        all.delayed = SettingValues.wholeNumber(value, Settings.MAX_DELAYED);
        break;
      case ZONE:
        all.zone = SettingValues.zone(value);
        break;
      case REDIRECT:
        all.redirect = value;
        break;
      case STRICT:
        all.strict = SettingValues.truth(value);
        break;
      case SNAPSHOT_LIMIT:
        all.snapshotLimit = Sizes.parse(value, 1L << 30);
        break;
      case STORE:
        all.store.where = value.equals("none") ? "" : value;
        break;
      case STORE_USER:
        all.store.user = value;
        break;
      case STORE_PASSWORD:
        all.store.password = value;
        break;
      case STORE_SCHEMA:
        all.store.creates = SettingValues.oneOf(value, "create", "check").equals("create");
        break;
      case STORE_PREFIX:
        all.store.prefix = StoreSettings.checkPrefix(value);
        break;
      case STORE_LEASE:
        all.store.lease =
            SettingValues.duration(value, Duration.ofSeconds(1), Duration.ofMinutes(10));
        break;
      case STORE_POLL:
        all.store.poll =
            SettingValues.duration(value, Duration.ofMillis(50), Duration.ofMinutes(1));
        break;
      case STORE_NOTIFY:
        all.store.notifies = SettingValues.oneOf(value, "auto", "off").equals("auto");
        break;
      case STORE_QUEUE:
        all.store.queue = SettingValues.wholeNumber(value, 100);
        break;
      case STORE_CRASHES:
        all.store.crashes = SettingValues.wholeNumber(value, 100);
        break;
      case STORE_KEEP:
        all.store.keep = SettingValues.duration(value, Duration.ZERO, Duration.ofDays(366));
        break;
      case STORE_TASKS:
        all.store.tasks = value;
        break;
      case NODE:
        all.store.node = StoreSettings.checkNode(value);
        break;
      case RESPOND:
        all.respond.rules = value;
        break;
      case RESPOND_BODY:
        all.respond.bodyLimit = Sizes.parse(value, 1L << 30);
        break;
      case RESPOND_BODY_TIME:
        Duration bodyTime = Durations.parse(value);
        Durations.check("it", bodyTime, Duration.ofSeconds(1), Duration.ofHours(1));
        all.respond.bodyTime = bodyTime;
        break;
      case RESPOND_RESULT:
        long result = Sizes.parse(value, 100L << 30);
        if (result == 0) {
          throw new IllegalArgumentException("out of range");
        }
        all.respond.resultLimit = result;
        break;
      case RESPOND_MEMORY:
        all.respond.memory = Sizes.parse(value, 100L << 30);
        break;
      case RESPOND_DISK:
        all.respond.disk = Sizes.parse(value, 1000L << 30);
        break;
      case RESPOND_TASKS:
        all.respond.tasks = SettingValues.wholeNumber(value, 1_000_000);
        break;
      case RESPOND_CONNECTOR:
        all.respond.connector = RespondSettings.checkConnector(value);
        break;
      case RESPOND_WAY:
        all.respond.way = RespondSettings.parseWay(value);
        break;
      case RESPOND_TRUST_LISTENERS:
        all.respond.trustListeners = SettingValues.truth(value);
        break;
      case RESPOND_IDENTITY:
        all.respond.identity = RespondSettings.parseIdentity(value);
        break;
      case RESPOND_REASONS:
        all.respond.reasons = SettingValues.truth(value);
        break;
      case LOG:
        all.log = SettingValues.oneOf(value, "auto", "jul", "slf4j", "log4j", "log4j1");
        break;
      case ENABLED:
        all.enabled = SettingValues.truth(value);
        break;
    }
  }

  private static Duration attempt(String value, Duration least) {
    Duration parsed = Durations.parse(value);
    Durations.check("it", parsed, least, Duration.ofDays(1));
    return parsed;
  }
}
