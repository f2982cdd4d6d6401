/** What the class files of an application say, and whose code they are. */
package dev.offstage.agent.advise.code;
