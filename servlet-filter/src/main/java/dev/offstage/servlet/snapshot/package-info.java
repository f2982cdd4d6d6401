/** Copies of requests, which outlive them. Not for applications. */
package dev.offstage.servlet.snapshot;
