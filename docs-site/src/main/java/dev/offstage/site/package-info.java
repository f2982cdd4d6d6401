/** Makes a website of the documentation. */
package dev.offstage.site;
