/** What it costs that the agent reads class files. */
package dev.offstage.benchmarks.classfiles;
