/** Not API: may change in any release. */
package dev.offstage.internal.store;
