/**
 * The lines of {@code offstage.respond}: which requests are answered early, and how. Not for
 * applications.
 */
package dev.offstage.servlet.respond.rule;
