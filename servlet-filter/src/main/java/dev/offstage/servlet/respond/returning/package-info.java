/**
 * The second request: what is recorded of the first one, the ways by which it returns to the
 * webapp, and how the webapp knows it again. Not for applications.
 */
package dev.offstage.servlet.respond.returning;
