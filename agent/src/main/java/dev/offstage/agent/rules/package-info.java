/** The rules that say which methods are redirected: their grammar and what they match. */
package dev.offstage.agent.rules;
