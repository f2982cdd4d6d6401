/** What is known of servers, and how their objects are asked. Not for applications. */
package dev.offstage.servlet.server;
