/** What durable tasks cost, beside plain JDBC and other libraries. */
package dev.offstage.benchmarks.durable;
