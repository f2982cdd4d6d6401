/** Starts Offstage in the servlet container of a Spring Boot application. Not for applications. */
package dev.offstage.servlet.boot;
