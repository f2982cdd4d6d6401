/**
 * A webapp whose tasks need its database to the end: with Spring, and without. Written for jakarta,
 * and made into one for javax by the build.
 */
package dev.offstage.containers.orders;
