/**
 * Bodies and responses that are kept for a while, in bounded memory and files. Not for
 * applications.
 */
package dev.offstage.servlet.respond.spool;
