/**
 * How a reply ends that the container's own thread does not write: behind the filters of the
 * webapp, or broken off so that the client sees it. Not for applications.
 */
package dev.offstage.servlet.reply;
