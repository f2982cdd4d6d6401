/**
 * A request and its response as HTTP/1.1 has them on any stream of bytes (RFC 9112), for the ways
 * of a second request that need that. Not for applications.
 */
package dev.offstage.servlet.respond.http1;
