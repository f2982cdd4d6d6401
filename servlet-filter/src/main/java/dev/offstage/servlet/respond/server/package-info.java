/**
 * What servers let a webapp do that the Servlet API does not: take a request in process, and tell
 * that they are about to stop. One room for each family, found by reflection. Not for applications.
 */
package dev.offstage.servlet.respond.server;
