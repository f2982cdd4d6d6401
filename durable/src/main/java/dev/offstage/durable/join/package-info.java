/** Not API: may change in any release. Writes rows in the caller's transaction. */
package dev.offstage.durable.join;
