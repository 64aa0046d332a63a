/** Makes the plain classes of the other packages into beans, a file for each topic. */
@NullMarked
package org.castellan.runtime.wiring;

import org.jspecify.annotations.NullMarked;
