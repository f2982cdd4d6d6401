/** A small program of Spring Boot: compiled for each line of it, with nothing that differs. */
package dev.offstage.program;
