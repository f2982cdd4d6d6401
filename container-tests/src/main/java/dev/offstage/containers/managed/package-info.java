/** A webapp whose slow work is a transaction of the server's. */
package dev.offstage.containers.managed;
