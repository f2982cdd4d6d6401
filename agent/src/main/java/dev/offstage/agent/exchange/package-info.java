/** What the agent's command and the agent in another JVM say to each other. */
package dev.offstage.agent.exchange;
