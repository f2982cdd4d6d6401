package dev.offstage.durable.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * The class runs once for each {@link Database}, which its constructor gets, or for those that
 * {@code -Ddatabases=POSTGRESQL,H2} names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(NamedDatabases.class)
public @interface OnEveryDatabase {}
