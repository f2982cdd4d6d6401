/**
 * Whether a method may run in another thread while its caller goes on. What cannot be shown to be
 * safe counts as unsafe.
 */
package dev.offstage.agent.advise.safety;
