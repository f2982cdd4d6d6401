/** What a hand-over costs, measured with JMH; {@code docs/performance.md} has the results. */
package dev.offstage.benchmarks;
