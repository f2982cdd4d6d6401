/**
 * The first half of a request: whether it can return, what it is, and the answer to it. Not for
 * applications.
 */
package dev.offstage.servlet.respond.kickoff;
