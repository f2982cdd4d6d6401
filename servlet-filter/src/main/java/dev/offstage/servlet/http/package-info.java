/** How Offstage's own answers are written. Not for applications. */
package dev.offstage.servlet.http;
