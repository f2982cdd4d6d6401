/** What an agent costs when a JVM starts. */
package dev.offstage.benchmarks.startup;
