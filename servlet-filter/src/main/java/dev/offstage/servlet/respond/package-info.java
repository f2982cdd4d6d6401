/**
 * Lets slow URLs of an unchanged webapp answer at once: the rules, the kick-off, the way back into
 * the webapp, and the status resource. Not for applications: they have {@link
 * dev.offstage.servlet.TaskStatus}.
 */
package dev.offstage.servlet.respond;
