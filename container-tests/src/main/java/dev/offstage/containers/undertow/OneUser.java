package dev.offstage.containers.undertow;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import java.security.Principal;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows one user, with one role. */
final class OneUser implements IdentityManager {
  private static final String NAME = "ann";
  private static final String PASSWORD = "a-secret";

  private final String role;

  OneUser(String role) {
    this.role = role;
  }

  @Override
  public Account verify(Account account) {
    return account;
  }

  @Override
  public @Nullable Account verify(String id, Credential credential) {
    boolean right =
        NAME.equals(id)
            && credential instanceof PasswordCredential
            && PASSWORD.equals(new String(((PasswordCredential) credential).getPassword()));
    return right ? new User(role) : null;
  }

  @Override
  public @Nullable Account verify(Credential credential) {
    return null;
  }

  /** Serializable, as the session keeps it. */
  private static final class User implements Account {
    private static final long serialVersionUID = 1L;

    private final String role;

    private User(String role) {
      this.role = role;
    }

    @Override
    public Principal getPrincipal() {
      return () -> NAME;
    }

    @Override
    public Set<String> getRoles() {
      return Collections.singleton(role);
    }
  }
}
