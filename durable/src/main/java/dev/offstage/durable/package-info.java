/** Tasks that outlive the process: kept in the application's database until they have ended. */
package dev.offstage.durable;
