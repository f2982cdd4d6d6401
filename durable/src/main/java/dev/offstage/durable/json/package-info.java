/** Plain data as JSON, and back from what may be anything. */
package dev.offstage.durable.json;
