/** The stream of server-sent events: who may see what, and writing it to everybody who watches. */
@NullMarked
package org.castellan.web.stream;

import org.jspecify.annotations.NullMarked;
