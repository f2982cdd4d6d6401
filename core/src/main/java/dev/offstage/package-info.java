/**
 * Slow side work off the request: hand a function over, get a {@link dev.offstage.Task}, let a
 * bounded {@link dev.offstage.Pool} run it. {@link dev.offstage.Offstage} is the way in.
 */
package dev.offstage;
