/** What is kept of a call: its arguments and its result. */
package dev.offstage.durable.call;
