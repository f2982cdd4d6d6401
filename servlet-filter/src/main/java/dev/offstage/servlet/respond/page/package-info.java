/**
 * What a browser shows of a task that it waits for, in the user's language. Not for applications.
 */
package dev.offstage.servlet.respond.page;
