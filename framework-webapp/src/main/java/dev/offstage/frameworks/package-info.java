/** Endpoints as applications have them; none knows that it is answered early. */
package dev.offstage.frameworks;
