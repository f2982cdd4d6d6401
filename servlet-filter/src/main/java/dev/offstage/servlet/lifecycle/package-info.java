/**
 * Starts Offstage with a webapp, and drains it before anything that tasks use is gone. Not for
 * applications.
 */
package dev.offstage.servlet.lifecycle;
