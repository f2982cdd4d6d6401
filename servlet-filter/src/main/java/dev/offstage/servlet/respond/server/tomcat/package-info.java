/**
 * Tomcat and what is built on it: TomEE, and whatever embeds it. A second request enters at the
 * adapter, the first thing behind the protocol; tested on 8.5.100, 9.0.117, 10.1.59, 11.0.24, TomEE
 * 8 and 9. Not for applications.
 */
package dev.offstage.servlet.respond.server.tomcat;
