/**
 * Starts Offstage in a Spring Boot application, which finds this by the files in META-INF, and
 * finds beans of any Spring application. Loaded only if Spring is present; not for applications.
 */
package dev.offstage.boot;
