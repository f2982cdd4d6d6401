/**
 * What a client sees of its task: status, events and result, in the style of its world. Not for
 * applications.
 */
package dev.offstage.servlet.respond.status;
