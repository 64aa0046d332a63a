/** What {@code server-config/} holds, read as those programs read it that it is meant for. */
@NullMarked
package org.castellan.deployment;

import org.jspecify.annotations.NullMarked;
