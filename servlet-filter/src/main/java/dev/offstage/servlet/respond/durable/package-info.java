/**
 * Requests and tasks that are kept in the store, where every server that shares it finds them. Not
 * for applications.
 */
package dev.offstage.servlet.respond.durable;
