package org.springframework.transaction.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Known by its name. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Transactional {}
