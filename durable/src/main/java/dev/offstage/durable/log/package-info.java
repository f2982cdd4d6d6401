/**
 * SLF4J as far as the engine uses it: when the jar is packaged, its loggers become those of this
 * package, which write where the library writes.
 */
package dev.offstage.durable.log;
