/** A program whose build redirects its methods; it runs without an agent. */
package dev.offstage.woven;
