/** The command line of the agent's jar: a dry run, and what is done to a running server. */
package dev.offstage.agent.cli;
