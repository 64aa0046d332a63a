@NullMarked
package org.castellan.cli;

import org.jspecify.annotations.NullMarked;
