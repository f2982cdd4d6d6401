/** The engine: db-scheduler looks for tasks whose time has come, or whose process has died. */
package dev.offstage.durable.engine;
