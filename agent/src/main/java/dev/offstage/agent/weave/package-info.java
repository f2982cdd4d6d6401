/**
 * Writes the redirection into class files with Byte Buddy. Knows nothing of the agent, so that a
 * build can do the same.
 */
package dev.offstage.agent.weave;
