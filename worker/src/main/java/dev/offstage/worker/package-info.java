/** Runs a webapp's durable tasks in a process of their own. */
package dev.offstage.worker;
