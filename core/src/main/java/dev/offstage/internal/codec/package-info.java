/**
 * Turns the arguments and results of tasks into plain data and back. What may come back is closed:
 * the signature of a method names every type, the data names none.
 */
package dev.offstage.internal.codec;
