/** What the engine calls in newer JDKs, for Java 8. */
package dev.offstage.durable.java8;
