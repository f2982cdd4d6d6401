/**
 * Undertow has no server that reads WARs: a program of its own puts webapps in, as those do that
 * embed it. Written for jakarta, and made into one for javax by the build.
 */
package dev.offstage.containers.undertow;
