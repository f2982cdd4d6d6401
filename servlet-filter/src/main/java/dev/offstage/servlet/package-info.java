/**
 * The servlet layer: starts and drains the pools with the webapp, and answers requests whose work
 * runs offstage. The built jar holds this package twice: for jakarta containers under this name,
 * for javax containers as {@code dev.offstage.javaee}.
 */
package dev.offstage.servlet;
