package dev.offstage.servlet.boot;

import jakarta.servlet.ServletContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether this Spring Boot is for the servlet API, javax or jakarta, that this class is for. */
final class OnOwnServletApi implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    try {
      ServletContextInitializer.class.getMethod("onStartup", ServletContext.class);
      return true;
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
