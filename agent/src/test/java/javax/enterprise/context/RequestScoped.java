package javax.enterprise.context;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for CDI's. */
@Retention(RetentionPolicy.RUNTIME)
public @interface RequestScoped {}
