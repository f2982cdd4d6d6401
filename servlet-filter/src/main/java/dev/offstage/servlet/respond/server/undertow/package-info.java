/**
 * Undertow and what is built on it: WildFly, and whatever embeds it. A second request enters at the
 * root handler, the first thing behind the protocol, by a pipe of XNIO's and a worker of its own;
 * tested on 2.2.40, 2.3.26, WildFly 26.1.3 and 39.0.1, and tried on 1.4.28. Not for applications.
 */
package dev.offstage.servlet.respond.server.undertow;
