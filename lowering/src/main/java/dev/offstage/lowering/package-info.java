/**
 * Lowers the class files of a jar to Java 8: {@link LowerJar} reads it, {@link Lowering} changes
 * its classes, {@link Gate} refuses what Java 8 lacks.
 */
package dev.offstage.lowering;
