/** Servers of the Undertow family. Not for applications. */
package dev.offstage.servlet.respond.server.undertow;
