/** Provider credentials, encrypted at rest. Uses nothing of ours. */
@NullMarked
package org.castellan.credential;

import org.jspecify.annotations.NullMarked;
