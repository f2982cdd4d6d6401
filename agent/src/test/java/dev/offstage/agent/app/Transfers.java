package dev.offstage.agent.app;

import dev.offstage.Background;
import jakarta.ejb.Stateless;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import javax.interceptor.InterceptorBinding;
import org.springframework.transaction.annotation.Transactional;

/** Methods that a proxy surrounds with something. */
public class Transfers {
  /** Has an interceptor. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Audited {}

  /** As applications make their own. */
  @Transactional
  @Retention(RetentionPolicy.RUNTIME)
  public @interface InABooking {}

  @Background
  @Transactional
  public void transfer() {}

  @InABooking
  public void book() {}

  @Audited
  public void audit() {}

  public void plain() {}

  /** Each of its methods is in a transaction. */
  @Stateless
  public static class Bean {
    public void pay() {}
  }

  /** Spring looks at the classes above, too. */
  @Transactional
  public static class Base {}

  public static class Below extends Base {
    public void settle() {}

    @Transactional
    public int refused() {
      return 1;
    }
  }
}
