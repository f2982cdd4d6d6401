/** Where connections to the database come from. */
package dev.offstage.durable.source;
