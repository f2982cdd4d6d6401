package dev.offstage.servlet.respond.durable;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.servlet.respond.kept.ResponseData;
import dev.offstage.servlet.respond.returning.RequestData;
import dev.offstage.servlet.respond.work.NotNowException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The work of a request that is kept in the store, as a method that has a name there. What does it
 * is the part of this library in the webapp whose request it is. Thread-safe.
 */
public final class StoredRequest {
  /** This method, by its name in the store. */
  static final Method METHOD = method();

  // Several if webapps share this library.
  private static final List<DurableRequests> WEBAPPS = new CopyOnWriteArrayList<>();

  private StoredRequest() {}

  private static Method method() {
    try {
      return StoredRequest.class.getMethod("perform", RequestData.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends it to its webapp again. */
  public static ResponseData perform(RequestData request) throws Exception {
    PoolTask<?> task = PoolTask.current();
    if (task != null) {
      for (DurableRequests webapp : WEBAPPS) {
        if (webapp.isFor(task, request)) {
          return webapp.perform(task, request);
        }
      }
    }
    throw new NotNowException("there is no webapp here whose durable rule it came by", null);
  }

  static StoredCall call(RequestData request) {
    return new StoredCall(METHOD, null, Collections.singletonList(request));
  }

  /** What has to come before requests of a webapp here can return; null for nothing. */
  static @Nullable String missing() {
    String missing = "there is no webapp whose rules are durable";
    for (DurableRequests webapp : WEBAPPS) {
      missing = webapp.missing();
      if (missing == null) {
        return null;
      }
    }
    return missing;
  }

  static void add(DurableRequests webapp) {
    WEBAPPS.add(webapp);
  }

  static void remove(DurableRequests webapp) {
    WEBAPPS.remove(webapp);
  }
}
