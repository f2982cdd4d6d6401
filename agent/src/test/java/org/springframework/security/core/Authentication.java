package org.springframework.security.core;

/** Stands for Spring's. */
public interface Authentication {}
