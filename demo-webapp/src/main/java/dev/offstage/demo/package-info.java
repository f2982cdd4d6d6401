/** The demo: a legacy photo app, before and after. */
@NullMarked
package dev.offstage.demo;

import org.jspecify.annotations.NullMarked;
