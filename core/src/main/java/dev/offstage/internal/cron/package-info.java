/** Says when a cron expression fires, as Debian's cron does. */
package dev.offstage.internal.cron;
