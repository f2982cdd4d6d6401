/** The tasks that this process has: taking, running, and ending them. */
package dev.offstage.durable.run;
