package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.util.security.Password;

/** Users whom the container itself knows, by the Authorization header; nobody has to be one. */
final class Users {
  private static final int MANY = 20;

  private Users() {}

  static ConstraintSecurityHandler security() {
    return security(new BasicAuthenticator());
  }

  static ConstraintSecurityHandler security(LoginAuthenticator authenticator) {
    UserStore users = new UserStore();
    for (int i = 0; i < MANY; i++) {
      users.addUser("user" + i, new Password("secret"), new String[] {"customer"});
    }
    HashLoginService logins = new HashLoginService("users");
    logins.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(authenticator);
    security.setLoginService(logins);
    return security;
  }

  /** The header of one of them. */
  static String basic(String user) {
    String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8));
    return "Authorization: Basic " + login;
  }
}
