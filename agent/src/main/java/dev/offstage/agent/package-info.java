/**
 * The {@code -javaagent}: redirects calls of marked methods to the webapp's own Offstage library.
 */
package dev.offstage.agent;
