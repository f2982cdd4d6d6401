/** A webapp whose slow work is a transaction of Spring's. */
package dev.offstage.containers.transfers;
