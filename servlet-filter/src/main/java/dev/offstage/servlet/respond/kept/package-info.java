/**
 * Tasks that have a URL: whose they are, what they have answered, and how long that is kept. Not
 * for applications.
 */
package dev.offstage.servlet.respond.kept;
