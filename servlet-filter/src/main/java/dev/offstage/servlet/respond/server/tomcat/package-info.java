/** Servers of the Tomcat family. Not for applications. */
package dev.offstage.servlet.respond.server.tomcat;
