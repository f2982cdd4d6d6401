/**
 * The webapp that the servers run: written for jakarta, and made into one for javax by the build.
 */
package dev.offstage.containers.webapp;
