/**
 * The way back by a connection of this server to itself, where the server's own way in is not
 * known. Not for applications.
 */
package dev.offstage.servlet.respond.loopback;
