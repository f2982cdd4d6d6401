/**
 * A slow URL of an unchanged webapp answers at once: the rules, the kick-off, the way back into the
 * webapp, and the status resource. Not for applications, which have {@link
 * dev.offstage.servlet.TaskStatus}.
 */
package dev.offstage.servlet.respond;
