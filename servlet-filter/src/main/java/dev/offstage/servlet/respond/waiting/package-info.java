/** Requests that wait for a task without a thread. Not for applications. */
package dev.offstage.servlet.respond.waiting;
