/**
 * How a reply ends that the container's own thread does not write: later, behind the filters of the
 * webapp, or broken off so that the client sees it; and what begins when a reply has ended. Not for
 * applications.
 */
package dev.offstage.servlet.reply;
