/**
 * Watches a running JVM and says which methods are worth redirecting. Changes nothing in the
 * application; the report is a file that the command line reads.
 */
package dev.offstage.agent.advise;
