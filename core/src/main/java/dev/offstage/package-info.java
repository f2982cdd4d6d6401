/**
 * Takes slow side work off the request: hand over a function, get a {@link dev.offstage.Task}, and
 * let a bounded {@link dev.offstage.Pool} run it. {@link dev.offstage.Offstage} is the entry point.
 */
package dev.offstage;
