/** Which methods durable tasks may call, and what they are called. */
package dev.offstage.durable.names;
