/**
 * Starts Offstage in a Spring Boot application. Loaded by Spring Boot alone, which finds it by the
 * files in META-INF; not for applications.
 */
package dev.offstage.boot;
