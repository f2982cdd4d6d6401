package dev.offstage.servlet.reply;

import dev.offstage.internal.request.RequestGuard;
import dev.offstage.servlet.AsyncReply;
import dev.offstage.servlet.RequestSnapshot;
import dev.offstage.servlet.snapshot.RequestObjects;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Writer;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects away from tasks while the container may give them to the next request. In an
 * asynchronous request that the application has started, they are the application's until {@code
 * complete()}. A session is not refused, since it lives on: work that holds one is warned of.
 * Thread-safe.
 */
public final class LentObjects implements RequestGuard {
  private static final ClassValue<Boolean> LENT =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isUpload(type)
              || (RequestObjects.isType(type)
                  && !HttpSession.class.isAssignableFrom(type)
                  && !AsyncContext.class.isAssignableFrom(type));
        }
      };

  /** Frameworks' own kinds of uploads, whose files they delete when the request is over. */
  private static final String[] UPLOADS = {
    "org.springframework.web.multipart.", "org.apache.struts2.dispatcher.multipart."
  };

  private static boolean isUpload(Class<?> type) {
    for (String prefix : UPLOADS) {
      if (type.getName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean mayBeLent(Class<?> declared) {
    return RequestObjects.isType(declared) || RequestObjects.fit(declared);
  }

  @Override
  public @Nullable String objection(Object value) {
    if (!LENT.get(value.getClass())
        || isCopy(value)
        || isBoundToThread(value)
        || isKeptByApplication(value)) {
      return null;
    }
    boolean answers =
        value instanceof ServletResponse
            || value instanceof ServletOutputStream
            || value instanceof Writer;
    return "which the container gives to the next request as soon as this one is over. "
        + (answers
            ? "To answer later, use " + AsyncReply.class.getName() + ", or request.startAsync()."
            : "Read what the task needs from it beforehand, or give the task "
                + RequestSnapshot.class.getName()
                + ".of(request).");
  }

  /** Of a session; those that are made for tasks, or find that of the thread, are proxies. */
  @Override
  public @Nullable String caution(Object value) {
    if (!(value instanceof HttpSession)
        || Proxy.isProxyClass(value.getClass())
        || isBoundToThread(value)) {
      return null;
    }
    return "which may have ended by the time it runs, so that each call throws an"
        + " IllegalStateException, or may have somebody else's login by then. Read what the task"
        + " needs from it beforehand.";
  }

  @Override
  public boolean isOfRequest(Object value) {
    return RequestObjects.isOne(value);
  }

  private static boolean isCopy(Object value) {
    Object inner = value;
    while (inner instanceof ServletRequestWrapper && !(inner instanceof Copy)) {
      inner = ((ServletRequestWrapper) inner).getRequest();
    }
    return inner instanceof Copy;
  }

  /**
   * What Spring and CDI inject into a bean, once for all requests: a proxy that looks up the object
   * of the calling thread, and finds none in a task.
   */
  private static boolean isBoundToThread(Object value) {
    Class<?> type = value.getClass();
    if (Proxy.isProxyClass(type)) {
      String handler = Proxy.getInvocationHandler(value).getClass().getName();
      return handler.startsWith("org.springframework.beans.factory.support.AutowireUtils$");
    }
    return type.getName().contains("$Proxy$_$$_Weld")
        || type.getName().contains("$$OwbNormalScopeProxy");
  }

  /** Only a request can be asked directly; for anything else, the request served here decides. */
  private static boolean isKeptByApplication(Object value) {
    if (value instanceof ServletRequest) {
      return ReplyLater.isAsyncOfApplication((ServletRequest) value);
    }
    return RequestTasks.isCurrentKeptByApplication();
  }
}
