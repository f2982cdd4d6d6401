/** The statements: how tasks are written down, taken, and ended. */
package dev.offstage.durable.row;
