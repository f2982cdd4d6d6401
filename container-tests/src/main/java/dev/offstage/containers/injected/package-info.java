/** What only a webapp has that uses CDI. */
package dev.offstage.containers.injected;
