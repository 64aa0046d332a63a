/** Wires the rest: configuration, start-up, migrations, health. Nothing may use it. */
@NullMarked
package org.castellan.runtime;

import org.jspecify.annotations.NullMarked;
