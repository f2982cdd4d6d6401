/** Servers of the Jetty family. Not for applications. */
package dev.offstage.servlet.respond.server.jetty;
