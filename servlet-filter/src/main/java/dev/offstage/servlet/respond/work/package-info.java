/**
 * The work of a task: the request, once more, by one of the ways to its webapp. Not for
 * applications.
 */
package dev.offstage.servlet.respond.work;
