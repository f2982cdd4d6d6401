/** What durable tasks know of databases: tables, times, locks and errors of each. */
package dev.offstage.durable.sql;
