/**
 * Jetty, alone or embedded. A second request enters as on a connection, whose other end is here;
 * tested on 9.4.58 and 12.1.12 with ee8, ee10 and ee11, tried on 10.0, 11.0 and 12.0. Not for
 * applications.
 */
package dev.offstage.servlet.respond.server.jetty;
